import type { PlannedObject } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { containsFields } from './containsFields';
import { encodeStringData } from './encodeStringData';

/**
 * Whether an object is still as it was when the plan was approved. A moved resourceVersion alone
 * does not mean that: a controller's status moves it too. What counts then are the fields that the
 * step touches, where the plan shows them.
 */
export function preconditionHolds(
  object: PlannedObject,
  live: KubernetesObject | undefined,
): boolean {
  const { precondition, before } = object;
  if (precondition === undefined) {
    return true;
  }
  if ('absent' in precondition) {
    return live === undefined;
  }
  if (live === undefined) {
    return false;
  }
  return (
    live.metadata.resourceVersion === precondition.resourceVersion ||
    (before !== undefined &&
      showsFields(before) &&
      containsFields(live, encodeStringData(before)))
  );
}

/** More than an object's identity. */
function showsFields(before: NonNullable<PlannedObject['before']>): boolean {
  const { apiVersion, kind, metadata, ...body } = before;
  const { name, namespace, ...fields } = (metadata ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return Object.keys(body).length > 0 || Object.keys(fields).length > 0;
}
