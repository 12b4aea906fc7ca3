import type {
  ClusterName,
  ClusterObservation,
  Federation,
  Timestamp,
} from '../../model';
import { compareStrings } from '../../model/compareStrings';
import { discoveryRelation } from '../analyzeDiscovery';
import { trustRelation } from '../trust/analyzeTrust';
import { trustFacts } from '../trust/trustFacts';
import { indexCluster } from './indexCluster';
import { lazy } from './lookUp';
import type { ReachabilityContext } from './ReachabilityContext';

/**
 * What answers rest on, from the newest observations; what was known before is never used. Nothing is computed before it is asked for:
 * an index belongs to its state and outlives the context, a relation is judged once for each pair.
 */
export function createReachabilityContext(
  observations: readonly ClusterObservation[],
  now: Timestamp,
  options: { readonly federations: readonly Federation[] },
): ReachabilityContext {
  const members = new Map(
    observations.map(({ state }) => [
      state.cluster,
      { state, facts: lazy(() => trustFacts(state)) },
    ]),
  );
  return {
    now,
    clusters: [...members.keys()].sort(compareStrings),
    index: cluster => {
      const member = members.get(cluster);
      return member && indexCluster(member.state);
    },
    trust: perPair((from, to) => {
      const [a, b] = [members.get(from), members.get(to)];
      return a && b && trustRelation(a.facts(), b.facts(), now);
    }),
    discovery: perPair((reader, target) => {
      const [a, b] = [members.get(reader), members.get(target)];
      return (
        a &&
        b &&
        discoveryRelation({
          reader: a.state,
          target: b.state,
          now,
          federations: options.federations,
        })
      );
    }),
  };
}

/** Judges each ordered pair of different clusters once. */
function perPair<T>(
  judge: (a: ClusterName, b: ClusterName) => T | undefined,
): (a: ClusterName, b: ClusterName) => T | undefined {
  const judged = new Map<ClusterName, Map<ClusterName, T | undefined>>();
  return (a, b) => {
    if (a === b) {
      return undefined;
    }
    const row = judged.get(a) ?? new Map<ClusterName, T | undefined>();
    judged.set(a, row);
    if (!row.has(b)) {
      row.set(b, judge(a, b));
    }
    return row.get(b);
  };
}
