import type { Reachability, ReachabilityQuery } from '../../../model';
import { NOW, aFederation, type MeshStates } from '@mesh-federation/fixtures';
import { analyzeReachability } from '../engine/analyzeReachability';
import { createReachabilityContext } from '../lookup/context/createReachabilityContext';

/** All clusters are members of one federation. */
export function contextOf(states: MeshStates, now = NOW) {
  return createReachabilityContext(
    states.map(state => ({ state })),
    now,
    { federations: [aFederation(states.map(({ cluster }) => cluster))] },
  );
}

/** The answers to the questions, in their order. */
export function answersOf(
  states: MeshStates,
  queries: readonly ReachabilityQuery[],
  now = NOW,
): readonly Reachability[] {
  const context = contextOf(states, now);
  return queries.map(query => analyzeReachability(context, query));
}
