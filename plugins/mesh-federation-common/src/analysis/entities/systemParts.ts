import {
  headlineOf,
  type ClientState,
  type EntityReachability,
  type NeedVerdict,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
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

/**
 * The components of a System, worst first: each with the verdict that its own page says of it, from
 * all clusters.
 *
 * @alpha
 */
export function systemParts(options: {
  readonly context: ReachabilityContext;
  readonly parts: readonly {
    readonly entityRef: string;
    readonly match: EntityMatch;
  }[];
}): readonly Part[] {
  const { context, parts } = options;
  return parts
    .map(({ entityRef, match }) => ({
      entityRef,
      ...judgePart(match, context),
    }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
        compareStrings(a.entityRef, b.entityRef),
    );
}

function judgePart(
  { matchedBy, presence }: EntityMatch,
  context: ReachabilityContext,
): Omit<Part, 'entityRef'> {
  const services = servicesOf(presence);
  const known = surveyServices({ context, services, filter: {} });
  const [worst] = known.survey.clients;
  if (worst !== undefined) {
    return {
      verdict: toVerdict(worst.state),
      summary:
        worst.state === 'reaches'
          ? `Reachable from ${known.survey.clients
              .map(({ cluster }) => cluster)
              .join(', ')}.`
          : whyWorst(context, known.services, known.survey.unexamined),
    };
  }
  return services.length > 0
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
