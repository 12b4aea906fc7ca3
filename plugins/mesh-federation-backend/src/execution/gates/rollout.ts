import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { rolloutState } from '../../kubernetes/objects/rolloutState';
import { closed, givenUp, open, type GateState } from '../step/waitFor';

/** Open when a workload is rolled out. */
export function rollout(workload: KubernetesObject): GateState {
  const state = rolloutState(workload);
  if (state.givenUp) {
    return givenUp(state.message);
  }
  return state.done ? open(state.message) : closed(state.message);
}
