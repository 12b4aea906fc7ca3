import type {
  ClusterName,
  ClusterObservation,
  ClusterState,
  DiscoveryRelation,
  Federation,
  Timestamp,
  TrustRelation,
  WitnessContradiction,
} from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import { describeFederation } from '../../../describeFederation';
import { discoveryRelation } from '../../../discovery/analyzeDiscovery';
import { readerChoice } from '../../../discovery/readerChoice';
import { trustRelation } from '../../../trust/analyzeTrust';
import { trustFacts } from '../../../trust/trustFacts';
import { indexCluster } from '../indexCluster';
import { lazy } from '../lookUp';
import { topologyLabelsIn } from '../topology/topologyLabels';
import type { ReachabilityContext } from './ReachabilityContext';
import { rememberPairs, turnsPassed } from './rememberPairs';

const rememberTrust = rememberPairs<TrustRelation>();
const rememberDiscovery = rememberPairs<DiscoveryRelation>();

interface Member {
  readonly state: ClusterState;
  readonly turns: () => number;
  /** What the federations say of being read. */
  readonly reading: () => string;
}

/**
 * What answers rest on, from the newest observations; what was known before is never used. Nothing
 * is computed before it is asked for. Indexes and verdicts on pairs belong to the states and
 * outlive the context: where states are the same objects as before, they are not computed again.
 *
 * @alpha
 */
export function createReachabilityContext(
  observations: readonly ClusterObservation[],
  now: Timestamp,
  options: {
    readonly federations: readonly Federation[];
    readonly contradictions?: readonly WitnessContradiction[];
  },
): ReachabilityContext {
  const { federations, contradictions = [] } = options;
  const members = new Map(
    observations.map(({ state }): [ClusterName, Member] => [
      state.cluster,
      {
        state,
        turns: lazy(() => turnsPassed(state, now)),
        reading: lazy(() => readingOf(state.cluster, federations)),
      },
    ]),
  );
  const topology = lazy(() => topologyLabelsOf(observations));
  const pairOf = (a: ClusterName, b: ClusterName) => {
    const [first, second] = [members.get(a), members.get(b)];
    return a === b || first === undefined || second === undefined
      ? undefined
      : ([first, second] as const);
  };
  return {
    now,
    clusters: [...members.keys()].sort(compareStrings),
    index: cluster => {
      const member = members.get(cluster);
      return member && indexCluster(member.state, topology());
    },
    trust: (from, to) => {
      const pair = pairOf(from, to);
      return pair && trustOf(pair, now);
    },
    discovery: (reader, target) => {
      const pair = pairOf(reader, target);
      return pair && discoveryOf(pair, now, federations);
    },
    federationOf: (...clusters) => describeFederation(federations, clusters),
    contradictions: ({ namespace, name }) =>
      contradictions.filter(
        ({ service }) =>
          service.namespace === namespace && service.name === name,
      ),
  };
}

/** Objects of one cluster ask for labels of Pods in any of them. */
function topologyLabelsOf(
  observations: readonly ClusterObservation[],
): readonly string[] {
  const all = observations.flatMap(({ state }) =>
    topologyLabelsIn(state.configuration),
  );
  return [...new Set(all)].sort(compareStrings);
}

function trustOf(
  [from, to]: readonly [Member, Member],
  now: Timestamp,
): TrustRelation {
  return rememberTrust(
    from.state,
    to.state,
    `${from.turns()} ${to.turns()}`,
    () => trustRelation(trustFacts(from.state), trustFacts(to.state), now),
  );
}

function discoveryOf(
  [reader, target]: readonly [Member, Member],
  now: Timestamp,
  federations: readonly Federation[],
): DiscoveryRelation {
  return rememberDiscovery(
    reader.state,
    target.state,
    `${reader.turns()} ${target.reading()}`,
    () =>
      discoveryRelation({
        reader: reader.state,
        target: target.state,
        now,
        federations,
      }),
  );
}

/** All that verdicts on reading a cluster take from the federations. */
function readingOf(
  cluster: ClusterName,
  federations: readonly Federation[],
): string {
  return federations.some(({ members }) => members.includes(cluster))
    ? readerChoice(cluster, federations)
    : 'no-federation';
}
