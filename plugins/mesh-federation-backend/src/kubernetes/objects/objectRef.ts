import {
  optional,
  type ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../ClusterClient';

/** Names a Kubernetes object. The defaults are for objects whose source leaves out their type. */
export function objectRef(
  object: KubernetesObject,
  type: { readonly apiVersion: string; readonly kind: string },
): ObjectRef {
  return {
    apiVersion: object.apiVersion ?? type.apiVersion,
    kind: object.kind ?? type.kind,
    ...optional({ namespace: object.metadata.namespace || undefined }),
    name: object.metadata.name,
  };
}
