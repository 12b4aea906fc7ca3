import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { rolloutState } from '../../kubernetes/objects/rolloutState';
import { closed, open, type GateState } from '../step/waitFor';

/** Open when a workload is rolled out. */
export function rollout(workload: KubernetesObject): GateState {
  const { done, message } = rolloutState(workload);
  return done ? open(message) : closed(message);
}
