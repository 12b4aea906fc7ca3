import {
  counted,
  optional,
  type ObjectRef,
  type PlannedObject,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { manifestOf } from '../objects/manifestOf';

/**
 * The annotation of `kubectl rollout restart` (kubernetes/kubectl
 * pkg/polymorphichelpers/objectrestarter.go).
 */
export const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/**
 * The execution puts the time of the plan here. It is the same in every attempt, so that nothing is
 * restarted twice.
 */
export const PLAN_TIME_PLACEHOLDER = '${plan:createdAt}';

/**
 * A rolling restart of each workload. A Pod without a controller cannot be restarted: it is left to
 * its owner.
 */
export function renderRestartWorkloads(
  step: StepOf<'restart-workloads'>,
): PlannedStep {
  const bare = step.workloads.filter(workload => workload.kind === 'Pod');
  const restarted = step.workloads.filter(({ kind }) => kind !== 'Pod');
  return {
    step,
    title:
      restarted.length > 0
        ? `Restart ${sizeOf(restarted, 'workload')} of ${
            step.cluster
          } for proxies to learn foreign roots`
        : `Leave ${sizeOf(bare, 'Pod')} of ${
            step.cluster
          } to be created again, for proxies to learn foreign roots`,
    ...optional({
      disruption:
        restarted.length > 0
          ? 'Proxies are replaced by rolling restarts, each as its workload’s update strategy says.'
          : undefined,
      proposal: bare.length > 0 ? proposeFor(step.cluster, bare) : undefined,
    }),
    objects: step.workloads.map(workload => restartOf(step.cluster, workload)),
  };
}

type Workloads = StepOf<'restart-workloads'>['workloads'];

function sizeOf(workloads: Workloads, noun: string): string {
  const proxies = workloads.reduce((sum, { proxies: n }) => sum + n, 0);
  return `${counted(workloads.length, noun)} (${counted(
    proxies,
    'proxy',
    'proxies',
  )})`;
}

function proposeFor(cluster: string, bare: Workloads): string {
  const pods = bare.map(pod => `${pod.namespace}/${pod.name}`).join(', ');
  return bare.length === 1
    ? `No controller owns Pod ${pods} of ${cluster}, so it cannot be restarted; delete and create it again`
    : `No controller owns these Pods of ${cluster}, so they cannot be restarted; delete and create them again: ${pods}`;
}

function restartOf(
  cluster: string,
  workload: Workloads[number],
): PlannedObject {
  const ref: ObjectRef = {
    apiVersion: workload.kind === 'Pod' ? 'v1' : 'apps/v1',
    kind: workload.kind,
    namespace: workload.namespace,
    name: workload.name,
  };
  if (workload.kind === 'Pod') {
    return { cluster, ref, operation: 'propose' };
  }
  const annotations = { [RESTARTED_AT]: PLAN_TIME_PLACEHOLDER };
  return {
    cluster,
    ref,
    operation: 'restart',
    after: manifestOf(ref, {
      body: { spec: { template: { metadata: { annotations } } } },
    }),
  };
}
