import {
  counted,
  someOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../ClusterClient';
import { at, listOf, numberOf } from './json';

/** How far the pods of a workload follow its newest template, in words. */
export interface RolloutState {
  readonly done: boolean;
  /** The Deployment's controller has given it up: it exceeded its own progress deadline. */
  readonly givenUp?: true;
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
  if (exceededItsDeadline(workload)) {
    const message = 'it exceeded its progress deadline';
    return { ...told(false, message), givenUp: true };
  }
  const wanted = daemon
    ? status('desiredNumberScheduled')
    : numberOf(at(workload, 'spec', 'replicas')) ?? 1;
  const updated = status(daemon ? 'updatedNumberScheduled' : 'updatedReplicas');
  if (updated < wanted) {
    return told(false, `${podsAre(updated, wanted, 'pods')} new`);
  }
  const old = daemon ? 0 : status('replicas') - updated;
  if (old > 0) {
    return told(
      false,
      `${counted(old, 'old pod is', 'old pods are')} still there`,
    );
  }
  const available = status(daemon ? 'numberAvailable' : 'availableReplicas');
  const due = daemon ? wanted : updated;
  if (available < due) {
    return told(false, `${podsAre(available, due, 'new pods')} available`);
  }
  return told(true, `${podsAre(available, due, 'pods')} new and available`);
}

function podsAre(count: number, total: number, what: string): string {
  return someOf({ count, total, what, verb: ['is', 'are'] });
}

/** Only a Deployment has such a deadline; `kubectl rollout status` ends with an error then. */
function exceededItsDeadline(workload: KubernetesObject): boolean {
  return (
    workload.kind === 'Deployment' &&
    listOf(at(workload, 'status', 'conditions')).some(
      condition =>
        at(condition, 'type') === 'Progressing' &&
        at(condition, 'reason') === 'ProgressDeadlineExceeded',
    )
  );
}
