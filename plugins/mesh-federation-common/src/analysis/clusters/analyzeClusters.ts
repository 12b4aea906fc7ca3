import { sortFindings } from '../../findings/compareFindings';
import type {
  ClusterName,
  ClusterObservation,
  ClusterState,
  DiscoveryRelation,
  Federation,
  Finding,
  Timestamp,
  TrustReport,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { describeFederation } from '../describeFederation';
import { analyzeDiscovery } from '../discovery/analyzeDiscovery';
import { isReadWithoutSecrets } from '../discovery/isReadWithoutSecrets';
import { RULES } from './allRules';
import { analyzeTrust } from '../trust/analyzeTrust';

/**
 * Verdicts on all pairs, and everything to know or to mend.
 *
 * @alpha
 */
export interface ClusterAnalysis {
  readonly report: TrustReport;
  readonly findings: readonly Finding[];
}

/**
 * Analyzes the newest observations; what was known before is never analyzed. That clusters do not
 * trust each other is a finding only where they have to do with each other: they share a
 * federation, or one has a remote secret for the other.
 *
 * @alpha
 */
export function analyzeClusters(
  observations: readonly ClusterObservation[],
  now: Timestamp,
  options: { readonly federations?: readonly Federation[] } = {},
): ClusterAnalysis {
  const states = observations
    .map(({ state }) => state)
    .sort((a, b) => compareStrings(a.cluster, b.cluster));
  const federations = options.federations ?? [];
  const report = trustReport(states, now, federations);
  const federated = (a: ClusterName, b: ClusterName) =>
    a !== b && shareFederation(federations, a, b);
  const input = {
    states,
    trust: report.trust,
    discovery: report.discovery,
    now,
    federated,
    federationOf: (...clusters: readonly ClusterName[]) =>
      describeFederation(federations, clusters),
    withoutSecrets: (a: ClusterName, b: ClusterName) => {
      const [reader, target] = [a, b].map(name =>
        states.find(({ cluster }) => cluster === name),
      );
      return (
        reader !== undefined &&
        target !== undefined &&
        isReadWithoutSecrets({ reader, target, federations, now })
      );
    },
    related: (a: ClusterName, b: ClusterName) =>
      federated(a, b) || isRead(report.discovery, a, b),
  };
  return {
    report,
    findings: sortFindings(RULES.flatMap(rule => rule(input))),
  };
}

/**
 * Verdicts on all ordered pairs. The federations tell why a cluster is not synced.
 *
 * @alpha
 */
export function trustReport(
  states: readonly ClusterState[],
  now: Timestamp,
  federations: readonly Federation[],
): TrustReport {
  const apart = (a: ClusterName, b: ClusterName) =>
    shareFederation(federations, a, b) ? {} : { apart: true as const };
  return {
    clusters: states.map(({ cluster }) => cluster).sort(compareStrings),
    trust: analyzeTrust(states, now).map(relation => ({
      ...relation,
      ...apart(relation.from, relation.to),
    })),
    discovery: analyzeDiscovery(states, now, federations).map(relation => ({
      ...relation,
      ...apart(relation.in, relation.for),
    })),
  };
}

function shareFederation(
  federations: readonly Federation[],
  a: ClusterName,
  b: ClusterName,
): boolean {
  return federations.some(
    ({ members }) => members.includes(a) && members.includes(b),
  );
}

function isRead(
  discovery: readonly DiscoveryRelation[],
  a: ClusterName,
  b: ClusterName,
): boolean {
  return discovery.some(
    relation =>
      relation.secret !== undefined &&
      ((relation.in === a && relation.for === b) ||
        (relation.in === b && relation.for === a)),
  );
}
