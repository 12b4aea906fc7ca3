import {
  CLIENT_STATES,
  SERVICE_VERDICTS,
  assertNever,
  compareStrings,
  serviceVerdict,
  type ClientState,
  type ReachabilitySurvey,
  type ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { asSentence } from '../../../translation/asSentence';
import type { MeshFederationTexts } from '../../../translation/MeshFederationTexts';
import type { Tone } from '../../../ui/status/Tone';
import { serviceKey } from '../services/buildServiceList';
import { clientTones } from '../verdict/reachabilityTones';
import {
  summarizeReachability,
  type ClientSummary,
  type ReachabilitySummary,
} from './summarizeReachability';

/** Beyond these the sentence is no longer one that people read; the matrix has the others. */
const MOST_EXCEPTIONS = 3;

/** One thing that is not as it should be, as a sentence. */
export interface ReachabilityException {
  readonly text: string;
  readonly tone: Tone;
  /** The first of the clusters that it is about, with the cell that says why. */
  readonly client: ClientSummary;
}

/** Who can reach Services, in words. Read one after the other, the sentences are one text. */
export interface ReachabilityText {
  readonly headline: string;
  readonly tone: Tone;
  /** Worst first; clusters with the same cause share a sentence. */
  readonly exceptions: readonly ReachabilityException[];
  /** What else there is to say: exceptions beyond the first, Services with nothing behind them. */
  readonly remarks: readonly string[];
}

type VerdictCounts = ReachabilitySurvey['verdicts'];

interface Subject {
  readonly items: readonly ServiceReachability[];
  /** Of all Services and ports, those that are not among the items as well. */
  readonly counts: VerdictCounts;
  readonly name: string;
  readonly t: MeshFederationTexts;
}

interface Trouble {
  readonly clusters: readonly string[];
  readonly client: ClientSummary;
}

/** Clusters with one and the same trouble, worst first. */
function troublesOf(clients: readonly ClientSummary[]): readonly Trouble[] {
  const groups = new Map<string, Trouble>();
  for (const client of clients) {
    const { state, cause, item } = client;
    if (state === 'reaches') continue;
    // What is wrong on the way to one provider is told once for all client clusters.
    const why = state === 'partly' ? cause?.provider : cause?.summary;
    const key = JSON.stringify([state, why, serviceKey(item)]);
    const known = groups.get(key);
    groups.set(key, {
      clusters: [...(known?.clusters ?? []), client.cluster],
      client: known?.client ?? client,
    });
  }
  return [...groups.values()];
}

function describeTrouble({ clusters, client }: Trouble, subject: Subject) {
  const { items, t } = subject;
  const { state, cause, item } = client;
  const words = {
    clusters: clusters.join(', '),
    service: items.length > 1 ? serviceKey(item) : t('sentence.it'),
    reason: asSentence(cause?.summary ?? t('sentence.notReported')),
    provider: cause?.provider ?? '',
  };
  switch (state) {
    case 'blocked':
      return t('sentence.blocked', words);
    case 'unknown':
      return t('sentence.unknown', words);
    case 'conditional':
      return t('sentence.conditional', words);
    case 'standby':
      return t('sentence.standby', words);
    case 'partly':
      return cause?.verdict === 'blocked'
        ? t('sentence.partlyBlocked', words)
        : t('sentence.partlyUnknown', words);
    case 'reaches':
      return '';
    default:
      return assertNever(state);
  }
}

/** For example `from east and north`. */
function describeFrom(
  clusters: readonly string[],
  total: number,
  t: MeshFederationTexts,
): string {
  const count = clusters.length;
  if (count === total) {
    return count === 2
      ? t('sentence.fromBoth')
      : t('sentence.fromAll', { count, cluster: clusters[0] });
  }
  const [first, second] = clusters;
  if (count === 1) return t('sentence.fromOne', { cluster: first });
  return count === 2
    ? t('sentence.fromTwo', { first, second })
    : t('sentence.fromSome', {
        reaching: String(count),
        total: String(total),
      });
}

/** What holds for the client clusters of one state, for example `not reachable from west`. */
function describeState(
  state: ClientState,
  { clients, security }: ReachabilitySummary,
  t: MeshFederationTexts,
): string | undefined {
  const clusters = clients
    .filter(client => client.state === state)
    .map(({ cluster }) => cluster);
  if (clusters.length === 0) return undefined;
  if (state === 'blocked' && clusters.length === clients.length) {
    return t('sentence.state.nowhere');
  }
  const from = describeFrom(clusters, clients.length, t);
  if (state !== 'reaches') return t(`sentence.state.${state}`, { from });
  return security === 'unknown'
    ? t('sentence.reachableSomehow', { from })
    : t('sentence.reachable', { how: t(`sentence.how.${security}`), from });
}

/** Clusters that some client would turn to only when nearer endpoints fail. */
function standbyProviders(
  items: readonly ServiceReachability[],
): readonly string[] {
  const waiting = items
    .flatMap(({ cells }) => cells)
    .filter(({ verdict }) => verdict === 'standby');
  return [...new Set(waiting.map(({ provider }) => provider))].sort(
    compareStrings,
  );
}

/** All that the matrix says, the worst first: `not reachable from a, and reachable … from b`. */
function describeOne(
  summary: ReachabilitySummary,
  { items, name, t }: Subject,
) {
  const { clients, idle } = summary;
  const waiting = standbyProviders(items);
  const spare = [
    ...(idle.length > 0
      ? [t('sentence.idle', { clusters: idle.join(', ') })]
      : []),
    ...(waiting.length > 0
      ? [t('sentence.standsBy', { clusters: waiting.join(', ') })]
      : []),
  ]
    .map(text => ` ${text}`)
    .join('');
  if (clients.every(({ state }) => state === 'unknown')) {
    return `${t('sentence.allUnknown', { name })}${spare}`;
  }
  const clauses = CLIENT_STATES.flatMap(
    state => describeState(state, summary, t) ?? [],
  );
  const reachable = clauses.reduce((first, second) =>
    t('sentence.also', { first, second }),
  );
  return `${t('sentence.one', { name, reachable })}${spare}`;
}

/** How many of several are as bad as the worst of them. */
function describeSeveral(
  summary: ReachabilitySummary,
  { counts, name, t }: Subject,
) {
  const total = String(counts.reduce((sum, { count }) => sum + count, 0));
  const [worst] = counts;
  if (worst === undefined) return t('sentence.allUnknown', { name });
  if (worst.verdict === 'reachable') {
    const reachable = describeState('reaches', summary, t) ?? '';
    return t('sentence.severalAll', { name, total, reachable });
  }
  const { verdict, count } = worst;
  return t(`sentence.several.${verdict}`, { name, count, total });
}

function countItems(items: readonly ServiceReachability[]): VerdictCounts {
  const verdicts = items.map(serviceVerdict);
  return SERVICE_VERDICTS.flatMap(verdict => {
    const count = verdicts.filter(item => item === verdict).length;
    return count === 0 ? [] : [{ verdict, count }];
  });
}

function isOne(counts: VerdictCounts): boolean {
  return counts.length === 1 && counts[0].count === 1;
}

/** That of the worst client of all Services; what was not looked at is not known to be good. */
function toneOf(
  summary: ReachabilitySummary,
  survey: ReachabilitySurvey | undefined,
): Tone {
  const [worst] = survey?.clients ?? [];
  if (worst) return clientTones[worst.state];
  return survey && survey.unexamined > 0 ? 'unknown' : summary.tone;
}

/**
 * Says in words from which clusters Services and ports are reachable, and why they are not from
 * each of the others, worst first. Of several Services it counts those that are as bad as the worst
 * of them, and names for each cluster the worst.
 */
export function describeReachability(
  items: readonly ServiceReachability[],
  options: {
    /** What people call the entity or the Service. */
    readonly name: string;
    readonly t: MeshFederationTexts;
    /** Of all Services, where the items are a page of them. */
    readonly survey?: ReachabilitySurvey;
  },
): ReachabilityText {
  const { name, t, survey } = options;
  const counts = survey?.verdicts ?? countItems(items);
  const subject = { items, counts, name, t };
  const summary = summarizeReachability(items);
  const { clients, withoutEndpoints } = summary;
  const unexamined = survey?.unexamined ?? 0;
  const tone = toneOf(summary, survey);
  if (clients.length === 0 && unexamined === 0) {
    const headline = t('sentence.noEndpoints', { name });
    return { headline, tone, exceptions: [], remarks: [] };
  }
  const troubles = troublesOf(clients);
  const rest = troubles
    .slice(MOST_EXCEPTIONS)
    .flatMap(({ clusters }) => clusters).length;
  return {
    headline: isOne(counts)
      ? describeOne(summary, subject)
      : describeSeveral(summary, subject),
    tone,
    exceptions: troubles.slice(0, MOST_EXCEPTIONS).map(trouble => ({
      text: describeTrouble(trouble, subject),
      tone: clientTones[trouble.client.state],
      client: trouble.client,
    })),
    remarks: [
      ...(unexamined > 0
        ? [t('sentence.unexamined', { count: unexamined })]
        : []),
      ...(rest > 0 ? [t('sentence.more', { count: rest })] : []),
      ...withoutEndpoints.slice(0, 1).map(item =>
        t('sentence.noEndpointsAlso', {
          service: serviceKey(item),
          count: withoutEndpoints.length,
        }),
      ),
    ],
  };
}
