import type { Rule } from '../../analysis/clusters/rules/Rule';
import { certificateProblems } from '../../analysis/clusters/rules/trust/certificateProblems';
import { clusterIdConflicts } from '../../analysis/clusters/rules/discovery/clusterIdConflicts';
import { duplicateSecrets } from '../../analysis/clusters/rules/discovery/duplicateSecrets';
import { istioNotFound } from '../../analysis/clusters/rules/observation/istioNotFound';
import { istioVersions } from '../../analysis/clusters/rules/mesh/istioVersions';
import { meshIdentity } from '../../analysis/clusters/rules/mesh/meshIdentity';
import { networks } from '../../analysis/clusters/rules/network/networks';
import { rootValidity } from '../../analysis/clusters/rules/trust/rootValidity';
import { sameCluster } from '../../analysis/clusters/rules/observation/sameCluster';
import { sameNameRoots } from '../../analysis/clusters/rules/trust/sameNameRoots';
import { unsupportedTrust } from '../../analysis/clusters/rules/trust/unsupportedTrust';
import { weakRoots } from '../../analysis/clusters/rules/trust/weakRoots';
import type {
  ClusterState,
  Federation,
  Finding,
  FindingCode,
  Timestamp,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { describeFederation } from '../../analysis/describeFederation';
import { isValidAt, ownRoots } from '../../analysis/trust/ownRoots';

const RULES: readonly Rule[] = [
  certificateProblems,
  clusterIdConflicts,
  duplicateSecrets,
  istioNotFound,
  istioVersions,
  meshIdentity,
  networks,
  rootValidity,
  sameCluster,
  sameNameRoots,
  unsupportedTrust,
  weakRoots,
];

/** With one of these an exchange would break something or cannot work. */
const BLOCKING: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'MF1006',
  'MF1007',
  'MF2004',
  'MF2005',
  'MF2010',
  'MF2015',
  'MF2016',
  'MF2023',
  'MF3004',
  'MF7001',
  'MF7013',
]);

/** What the plan itself mends is no news in it. */
const MENDED: ReadonlySet<FindingCode> = new Set<FindingCode>(['MF4004']);

/**
 * Findings on the members of a plan that joins them to the federation; those that forbid it are
 * blocking.
 */
export function joinPreflight(
  states: readonly ClusterState[],
  federation: Federation,
  now: Timestamp,
): readonly Finding[] {
  const input = {
    states: [...states].sort((a, b) => compareStrings(a.cluster, b.cluster)),
    trust: [],
    discovery: [],
    now,
    related: () => true,
    federated: () => true,
    federationOf: (...clusters: readonly string[]) =>
      describeFederation([federation], clusters),
    withoutSecrets: () => false,
  };
  return RULES.flatMap(rule => rule(input))
    .filter(({ code }) => !MENDED.has(code))
    .map(item => ({
      ...item,
      blocking: BLOCKING.has(item.code) || isDeadRoot(item, states, now),
    }));
}

/** An expired root blocks only when the cluster has no other that is valid. */
function isDeadRoot(
  item: Finding,
  states: readonly ClusterState[],
  now: Timestamp,
): boolean {
  const state = states.find(({ cluster }) => cluster === item.cluster);
  return (
    item.code === 'MF2007' &&
    state !== undefined &&
    !(ownRoots(state) ?? []).some(root => isValidAt(root, now))
  );
}
