import type { KubernetesObject } from '../ClusterClient';
import { at, numberOf } from './json';

/** How far the pods of a workload follow its newest template, in words. */
export interface RolloutState {
  readonly done: boolean;
  readonly message: string;
}

/**
 * Whether every pod of a workload is of its newest template and available, and no pod of an older
 * one is left. More new pods than wanted are no obstacle: a Deployment that is scaled down is
 * rolled out. Source: kubernetes/kubectl pkg/polymorphichelpers/rollout_status.go.
 */
export function rolloutState(workload: KubernetesObject): RolloutState {
  const { name, namespace, generation = 0 } = workload.metadata;
  const daemon = workload.kind === 'DaemonSet';
  const status = (field: string) =>
    numberOf(at(workload, 'status', field)) ?? 0;
  const told = (done: boolean, message: string): RolloutState => ({
    done,
    message: `${workload.kind} ${namespace}/${name}: ${message}`,
  });
  if (status('observedGeneration') < generation) {
    return told(false, 'its controller has not seen the change yet');
  }
  const wanted = daemon
    ? status('desiredNumberScheduled')
    : numberOf(at(workload, 'spec', 'replicas')) ?? 1;
  const updated = status(daemon ? 'updatedNumberScheduled' : 'updatedReplicas');
  if (updated < wanted) {
    return told(false, `${updated} of ${wanted} pods are new`);
  }
  const old = daemon ? 0 : status('replicas') - updated;
  if (old > 0) {
    return told(false, `${old} old pods are still there`);
  }
  const available = status(daemon ? 'numberAvailable' : 'availableReplicas');
  const due = daemon ? wanted : updated;
  if (available < due) {
    return told(false, `${available} of ${due} new pods are available`);
  }
  return told(true, `${available} of ${due} pods are new and available`);
}
