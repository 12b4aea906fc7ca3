import type { EntityNeed, EntityPresence } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { optional } from '../../model/basics/optional';
import type { ClusterClients } from './entityClients';
import {
  describeUnexamined,
  judgeServices,
  type ClusterJudgement,
  type Judge,
  type Survey,
} from './judgeServices';
import type { EntityMatch } from './matchEntity';
import type { ReachabilityContext } from '../reachability/lookup/context/ReachabilityContext';
import type { ServiceName } from '../../model/cluster/service';

/**
 * Something that an entity declares to need.
 *
 * @alpha
 */
export interface DeclaredNeed {
  readonly entityRef: string;
  readonly relation: EntityNeed['relation'];
  /**
   * Who answers: the needed entity itself, or the components that provide the needed API. Without a
   * match when the catalog does not show it to the reader.
   */
  readonly providers: readonly {
    readonly entityRef: string;
    readonly match?: EntityMatch;
  }[];
}

/** So many cells of all needs are surveyed: an answer stays quick in a mesh of very many. */
const MAX_CELLS = 50_000;

/** Worst first; what has no Service cannot be broken here and comes last. */
const ORDER: readonly EntityNeed['verdict'][] = [
  'blocked',
  'unknown',
  'partly',
  'conditional',
  'standby',
  'reachable',
  'no-service',
];

/**
 * Each declared need against what the entity's workloads can reach, broken first, then by name. Of
 * all clusters in which the entity runs the worst counts. Services that are not looked at because
 * there are too many keep a need from being green.
 *
 * @alpha
 */
export function entityNeeds(options: {
  readonly context: ReachabilityContext;
  /** The entity's own workloads. */
  readonly clients: readonly ClusterClients[];
  readonly needs: readonly DeclaredNeed[];
  readonly survey: Survey;
  readonly judge: Judge;
}): readonly EntityNeed[] {
  let left = MAX_CELLS;
  return options.needs
    .map(need => {
      const { judged, cells } = judgeNeed(need, { ...options, maxCells: left });
      left -= cells;
      return judged;
    })
    .sort(
      (a, b) =>
        ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
        compareStrings(a.entityRef, b.entityRef) ||
        compareStrings(a.relation, b.relation),
    );
}

function judgeNeed(
  need: DeclaredNeed,
  options: {
    readonly context: ReachabilityContext;
    readonly clients: readonly ClusterClients[];
    readonly survey: Survey;
    readonly judge: Judge;
    readonly maxCells: number;
  },
): { readonly judged: EntityNeed; readonly cells: number } {
  const { entityRef, relation, providers } = need;
  const answer = (verdict: EntityNeed['verdict'], summary: string) => ({
    judged: { entityRef, relation, verdict, summary, from: [] },
    cells: 0,
  });
  const presence = providers.flatMap(({ match }) => match?.presence ?? []);
  const services = servicesOf(presence);
  if (services.length === 0) {
    const { verdict, summary } = withoutServices(need, presence);
    return answer(verdict, summary);
  }
  if (options.clients.length === 0) {
    return answer(
      'unknown',
      'No running workload of this entity is known, so there is no client to judge.',
    );
  }
  const { judgements, unexamined, cells } = judgeServices({
    ...options,
    services,
  });
  const from = judgements.map(item => ({
    ...item,
    ...optional({ entityRef: ownerOf(item.service, providers) }),
  }));
  if (from.length === 0) {
    return unexamined > 0
      ? answer('unknown', describeUnexamined(unexamined))
      : answer('no-service', 'Its Services have no ports.');
  }
  return { judged: { entityRef, relation, ...worstOf(from), from }, cells };
}

/** The first of the providers that has the Service. */
function ownerOf(
  { namespace, name }: ServiceName,
  providers: DeclaredNeed['providers'],
): string | undefined {
  return providers.find(({ match }) =>
    match?.presence.some(({ services }) =>
      services.some(
        service => service.namespace === namespace && service.name === name,
      ),
    ),
  )?.entityRef;
}

/**
 * Services of all clusters, each once, sorted.
 *
 * @alpha
 */
export function servicesOf(
  presence: readonly EntityPresence[],
): readonly ServiceName[] {
  const byName = new Map(
    presence
      .flatMap(({ services }) => services)
      .map(service => [`${service.namespace}/${service.name}`, service]),
  );
  return [...byName]
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([, service]) => service);
}

/** The worst of the clusters, and which one it is. */
function worstOf(from: readonly ClusterJudgement[]): {
  readonly verdict: ClusterJudgement['verdict'];
  readonly summary: string;
} {
  const worst = from.reduce((first, next) =>
    ORDER.indexOf(next.verdict) < ORDER.indexOf(first.verdict) ? next : first,
  );
  return {
    verdict: worst.verdict,
    summary:
      worst.verdict === 'reachable'
        ? `Reachable from ${from.map(({ cluster }) => cluster).join(', ')}.`
        : `From ${worst.cluster}: ${worst.summary}`,
  };
}

/** Why there is no Service to judge: nothing is green, and nothing is broken. */
function withoutServices(
  { entityRef, relation, providers }: DeclaredNeed,
  presence: readonly EntityPresence[],
): { readonly verdict: 'unknown' | 'no-service'; readonly summary: string } {
  const hidden = providers.filter(({ match }) => !match);
  if (hidden.length > 0) {
    const names = hidden.map(item => item.entityRef).join(', ');
    return {
      verdict: 'unknown',
      summary: `The catalog does not show ${names}: it is not there, or you may not see it.`,
    };
  }
  if (providers.length === 0) {
    return {
      verdict: 'no-service',
      summary: `No component provides ${entityRef}.`,
    };
  }
  const unknown = presence.filter(item => item.presence === 'unknown');
  if (unknown.length > 0) {
    const where = unknown
      .map(({ cluster, reason }) => `${cluster}: ${reason ?? 'not observed'}`)
      .join('; ');
    return {
      verdict: 'unknown',
      summary: `It is not known whether it has Services (${where}).`,
    };
  }
  const who =
    relation === 'consumesApi' ? 'A component that provides it' : 'It';
  return {
    verdict: 'no-service',
    summary: providers.every(({ match }) => match?.matchedBy === 'none')
      ? `${who} has no Kubernetes annotation.`
      : `${who} matches no Service in any cluster.`,
  };
}
