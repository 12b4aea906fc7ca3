import {
  headlineOf,
  type ClientState,
  type EntityReachability,
  type NeedVerdict,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { optional } from '../../model/basics/optional';
import { servicesOf } from './entityNeeds';
import { describeUnexamined } from './judgeServices';
import type { EntityMatch } from './matchEntity';
import { pageOfServices } from './pageOfServices';
import { surveyServices } from './surveyServices';
import type { ReachabilityContext } from '../reachability/lookup/context/ReachabilityContext';

type Part = EntityReachability['parts'][number];

const ORDER: readonly Part['verdict'][] = [
  'blocked',
  'unknown',
  'partly',
  'conditional',
  'standby',
  'reachable',
  'no-service',
];

/** So many are told of: nobody reads more, and each takes a sentence that is made for it. */
const MAX_PARTS = 200;

/** So many cells are judged for all components together. */
const MAX_CELLS = 200_000;

/** A component with its verdict, of which is told when it is among those that are shown. */
interface JudgedPart extends Pick<Part, 'entityRef' | 'verdict'> {
  readonly summarize: () => string;
}

/**
 * The components of a System, worst first: each with the verdict that its own page says of it, from
 * all clusters. What there is no time to look at is unknown; what there is no room for is counted.
 *
 * @alpha
 */
export function systemParts(options: {
  readonly context: ReachabilityContext;
  readonly parts: readonly {
    readonly entityRef: string;
    readonly match: EntityMatch;
  }[];
  /** Cells that are judged at most, for all components together. */
  readonly maxCells?: number;
}): Pick<EntityReachability, 'parts' | 'partsLeftOut'> {
  const { context, maxCells = MAX_CELLS } = options;
  let left = maxCells;
  const judged = options.parts
    .map(({ entityRef, match }): JudgedPart => {
      const { cells, ...part } = judgePart(match, context, left);
      left -= cells;
      return { entityRef, ...part };
    })
    .sort(
      (a, b) =>
        ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
        compareStrings(a.entityRef, b.entityRef),
    );
  const rest = judged.slice(MAX_PARTS);
  return {
    parts: judged
      .slice(0, MAX_PARTS)
      .map(({ entityRef, verdict, summarize }) => ({
        entityRef,
        verdict,
        summary: summarize(),
      })),
    ...optional({
      partsLeftOut: rest.length === 0 ? undefined : countVerdicts(rest),
    }),
  };
}

function countVerdicts(
  parts: readonly JudgedPart[],
): EntityReachability['partsLeftOut'] {
  return ORDER.flatMap(verdict => {
    const count = parts.filter(part => part.verdict === verdict).length;
    return count === 0 ? [] : [{ verdict, count }];
  });
}

function judgePart(
  { matchedBy, presence }: EntityMatch,
  context: ReachabilityContext,
  maxCells: number,
): Omit<JudgedPart, 'entityRef'> & { readonly cells: number } {
  const services = servicesOf(presence);
  const known = surveyServices({ context, services, filter: {}, maxCells });
  const { cells } = known;
  const { clients, unexamined } = known.survey;
  const [worst] = clients;
  if (worst !== undefined) {
    return {
      cells,
      verdict: toVerdict(worst.state),
      summarize: () =>
        worst.state === 'reaches'
          ? `Reachable from ${clients
              .map(({ cluster }) => cluster)
              .join(', ')}.`
          : whyWorst(context, known.services, unexamined),
    };
  }
  const told = withoutClients(matchedBy, presence, unexamined);
  return { cells, verdict: told.verdict, summarize: () => told.summary };
}

/** No client is judged: nothing is green, and nothing is broken. */
function withoutClients(
  matchedBy: EntityMatch['matchedBy'],
  presence: EntityMatch['presence'],
  unexamined: number,
): Omit<Part, 'entityRef'> {
  if (unexamined > 0) {
    return { verdict: 'unknown', summary: describeUnexamined(unexamined) };
  }
  return servicesOf(presence).length > 0
    ? { verdict: 'no-service', summary: 'No cluster has endpoints of it.' }
    : withoutServices(matchedBy, presence);
}

function toVerdict(state: ClientState): NeedVerdict {
  return state === 'reaches' ? 'reachable' : state;
}

/** Of the worst Service alone everything is judged. */
function whyWorst(
  context: ReachabilityContext,
  services: ReturnType<typeof surveyServices>['services'],
  unexamined: number,
): string {
  const { items } = pageOfServices({ context, services, filter: {}, limit: 1 });
  const [client] = headlineOf(items).clients;
  return client?.cause === undefined || client.state === 'reaches'
    ? describeUnexamined(unexamined)
    : `From ${client.cluster}: ${client.cause.summary}`;
}

/** Nothing is green, and nothing is broken. */
function withoutServices(
  matchedBy: EntityMatch['matchedBy'],
  presence: EntityMatch['presence'],
): Omit<Part, 'entityRef'> {
  const silent = presence.filter(item => item.presence === 'unknown');
  if (silent.length > 0) {
    const names = silent.map(({ cluster }) => cluster).join(', ');
    return {
      verdict: 'unknown',
      summary: `It is not known whether it runs in ${names}.`,
    };
  }
  return {
    verdict: 'no-service',
    summary:
      matchedBy === 'none'
        ? 'It has no Kubernetes annotation.'
        : 'It matches no Service in any cluster.',
  };
}
