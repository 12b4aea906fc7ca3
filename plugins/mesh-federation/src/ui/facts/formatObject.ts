import type { ObjectRef } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** `Kind namespace/name`, the way people name objects in a sentence. */
export function formatObject(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${ref.name}`;
}
