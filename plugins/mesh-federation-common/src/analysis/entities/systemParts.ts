import type { ClusterName, EntityReachability, Federation } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { servicesOf, worstOf } from './entityNeeds';
import { judgeServices, type Judge, type Survey } from './judgeServices';
import type { EntityMatch } from './matchEntity';
import type { ReachabilityContext } from '../reachability/lookup/context/ReachabilityContext';

type Part = EntityReachability['parts'][number];

const ORDER: readonly Part['verdict'][] = [
  'blocked',
  'unknown',
  'partly',
  'conditional',
  'reachable',
  'no-service',
];

/**
 * The components of a System, worst first. A component is asked for from the clusters in which it
 * runs and from those that are to be one mesh with them: a cluster that shares no federation is not
 * expected to reach it.
 *
 * @alpha
 */
export function systemParts(options: {
  readonly context: ReachabilityContext;
  readonly federations: readonly Federation[];
  readonly parts: readonly {
    readonly entityRef: string;
    readonly match: EntityMatch;
  }[];
  readonly survey: Survey;
  readonly judge: Judge;
}): readonly Part[] {
  return options.parts
    .map(({ entityRef, match }) => ({
      entityRef,
      ...judgePart(match, options),
    }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
        compareStrings(a.entityRef, b.entityRef),
    );
}

function judgePart(
  { matchedBy, presence }: EntityMatch,
  options: {
    readonly context: ReachabilityContext;
    readonly federations: readonly Federation[];
    readonly survey: Survey;
    readonly judge: Judge;
  },
): Omit<Part, 'entityRef'> {
  const here = presence
    .filter(item => item.presence === 'present')
    .map(({ cluster }) => cluster);
  const from = judgeServices({
    ...options,
    services: servicesOf(presence),
    clients: related(here, options.federations)
      .filter(cluster => options.context.clusters.includes(cluster))
      .map(cluster => ({ cluster, clients: [{ cluster }] })),
  });
  if (from.length > 0) {
    return worstOf(from);
  }
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

function related(
  here: readonly ClusterName[],
  federations: readonly Federation[],
): readonly ClusterName[] {
  const shared = federations
    .filter(({ members }) => members.some(member => here.includes(member)))
    .flatMap(({ members }) => members);
  return [...new Set([...here, ...shared])].sort(compareStrings);
}
