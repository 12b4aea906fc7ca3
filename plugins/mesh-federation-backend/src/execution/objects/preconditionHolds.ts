import type { PlannedObject } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { containsFields, isUnmoved } from './containsFields';
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
  const { operation, precondition, before, after } = object;
  if (precondition === undefined) {
    // What is gone is not made anew by a change.
    return live !== undefined || operation !== 'update';
  }
  if ('absent' in precondition) {
    return live === undefined;
  }
  if (live === undefined) {
    return false;
  }
  if (live.metadata.resourceVersion === precondition.resourceVersion) {
    return true;
  }
  if (before === undefined || (!showsFields(before) && !showsFields(after))) {
    return false;
  }
  const was = encodeStringData(before);
  return (
    containsFields(live, was) &&
    (after === undefined || isUnmoved(live, was, encodeStringData(after)))
  );
}

/** More than an object's identity. */
function showsFields(manifest: PlannedObject['before']): boolean {
  const { apiVersion, kind, metadata, ...body } = manifest ?? {};
  const { name, namespace, ...fields } = (metadata ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return Object.keys(body).length > 0 || Object.keys(fields).length > 0;
}
