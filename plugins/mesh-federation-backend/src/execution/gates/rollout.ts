import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { at, numberOf } from '../../kubernetes/objects/json';
import { closed, open, type GateState } from '../step/waitFor';

/**
 * Whether every pod of a workload is of its newest template and available, and no pod of an older one is left
 * (kubernetes/kubectl pkg/polymorphichelpers/rollout_status.go).
 */
export function rollout(workload: KubernetesObject): GateState {
  const name = `${workload.kind} ${workload.metadata.namespace}/${workload.metadata.name}`;
  const status = (field: string) =>
    numberOf(at(workload, 'status', field)) ?? 0;
  if (status('observedGeneration') < (workload.metadata.generation ?? 0)) {
    return closed(`${name}: its controller has not seen the change yet`);
  }
  const daemon = workload.kind === 'DaemonSet';
  const wanted = daemon
    ? status('desiredNumberScheduled')
    : numberOf(at(workload, 'spec', 'replicas')) ?? 1;
  const updated = status(daemon ? 'updatedNumberScheduled' : 'updatedReplicas');
  const available = status(daemon ? 'numberAvailable' : 'availableReplicas');
  if (updated < wanted) {
    return closed(`${name}: ${updated} of ${wanted} pods are new`);
  }
  const old = daemon ? 0 : status('replicas') - updated;
  if (old > 0) {
    return closed(`${name}: ${old} old pods are still there`);
  }
  if (available < wanted) {
    return closed(`${name}: ${available} of ${wanted} new pods are available`);
  }
  return open(`${name}: ${available} of ${wanted} pods are new and available`);
}
