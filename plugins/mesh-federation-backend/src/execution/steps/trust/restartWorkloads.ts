import {
  counted,
  type Manifest,
  type PlannedObject,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { at } from '../../../kubernetes/objects/json';
import {
  PLAN_TIME_PLACEHOLDER,
  RESTARTED_AT,
} from '../../../istio/write/steps/renderRestartWorkloads';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { haltIfAborted } from '../../step/haltIfAborted';
import { objectAddress } from '../../../kubernetes/objects/objectAddress';
import { objectState } from '../../gates/objectState';
import { rollout } from '../../gates/rollout';
import type { StepContext, StepExecutor } from '../../step/StepContext';
import { readObject, receiptOf } from '../../objects/readObject';
import { settleWrite } from '../../objects/settleWrite';
import { open, waitFor } from '../../step/waitFor';
import type { StepKind } from '../../step/StepKind';
import { renderRestartWorkloads } from '../../../istio/write/steps/renderRestartWorkloads';

/**
 * Restarts each workload and waits until it is rolled out: one of a namespace after the other, few
 * side by side over the whole run. When one does not come back, no further one of the cluster is
 * restarted. An annotation with the plan's time tells which were restarted already.
 */
const execute: StepExecutor<'restart-workloads'> = async context => {
  const { objects } = context.planned;
  let left = objects.length;
  let failed: { readonly error: unknown } | undefined;
  await context.remaining(left);
  const restart = (object: PlannedObject) =>
    context.paced(async () => {
      if (failed) {
        return;
      }
      try {
        await restartOne(context, object);
      } catch (error) {
        failed ??= { error };
        return;
      }
      left -= 1;
      await context.remaining(left);
    });
  await Promise.all(
    byNamespace(objects).map(async namespace => {
      for (const object of namespace) {
        await restart(object);
      }
    }),
  );
  if (failed) {
    throw failed.error;
  }
  return `Done: ${counted(objects.length, 'workload')}`;
};

function byNamespace(
  objects: readonly PlannedObject[],
): readonly (readonly PlannedObject[])[] {
  const namespaces = new Map<string | undefined, PlannedObject[]>();
  for (const object of objects) {
    const { namespace } = object.ref;
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), object]);
  }
  return [...namespaces.values()];
}

async function restartOne(
  context: StepContext,
  object: PlannedObject,
): Promise<void> {
  haltIfAborted(context.signal);
  if (object.operation === 'propose') {
    await context.record({
      ...receiptOf(object, 'left'),
      reason: 'no controller owns it, so it cannot be restarted',
    });
    return;
  }
  const live = await readObject(context, object);
  if (!live) {
    await context.record(receiptOf(object, 'absent'));
    return;
  }
  const reason = reasonToLeave(live);
  if (reason) {
    await context.record({ ...receiptOf(object, 'left'), reason });
    return;
  }
  await patchOnce(context, object, live);
  await waitFor(context, {
    cluster: object.cluster,
    object: object.ref,
    check: () =>
      objectState(context, object, current =>
        current
          ? rollout(current)
          : open(`${describeObject(object.ref)} is gone`),
      ),
  });
}

async function patchOnce(
  context: StepContext,
  object: PlannedObject,
  live: KubernetesObject,
): Promise<void> {
  const isMarked = (workload: KubernetesObject | undefined) =>
    at(
      workload,
      'spec',
      'template',
      'metadata',
      'annotations',
      RESTARTED_AT,
    ) === context.plan.createdAt;
  if (isMarked(live)) {
    await context.record(receiptOf(object, 'unchanged'));
    return;
  }
  const patch = JSON.parse(
    JSON.stringify(object.after).replaceAll(
      PLAN_TIME_PLACEHOLDER,
      context.plan.createdAt,
    ),
  ) as Manifest;
  await settleWrite(context, {
    object,
    result: 'restarted',
    message: `Restarting ${describeObject(object.ref)}`,
    send: () =>
      context.clients
        .forCluster(object.cluster)
        .mergePatch(objectAddress(object.ref), patch),
    isWritten: isMarked,
  });
}

/** Workloads that would not replace their pods. */
function reasonToLeave(workload: KubernetesObject): string | undefined {
  if (at(workload, 'spec', 'paused') === true) {
    return 'its rollout is paused: resume it to restart its pods';
  }
  if (at(workload, 'spec', 'updateStrategy', 'type') === 'OnDelete') {
    return 'its update strategy is OnDelete: delete its pods to restart them';
  }
  const partition = at(
    workload,
    'spec',
    'updateStrategy',
    'rollingUpdate',
    'partition',
  );
  if (typeof partition === 'number' && partition > 0) {
    return `its partition keeps the pods below number ${partition}: set it to 0 to restart them`;
  }
  return undefined;
}

export const restartWorkloads: StepKind<'restart-workloads'> = {
  render: renderRestartWorkloads,
  execute,
};
