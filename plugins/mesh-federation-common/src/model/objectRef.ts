import type { ObjectRef } from './basics/identifiers';
import { ISTIO_NAMESPACE, ISTIOD_NAME, meshConfigName } from './istioNames';
import type { Pod, Service } from './cluster/service';

/**
 * A Pod as an object.
 *
 * @public
 */
export function podRef({
  namespace,
  name,
}: Pick<Pod, 'namespace' | 'name'>): ObjectRef {
  return { apiVersion: 'v1', kind: 'Pod', namespace, name };
}

/**
 * A Service as an object.
 *
 * @public
 */
export function serviceRef({
  namespace,
  name,
}: Pick<Service, 'namespace' | 'name'>): ObjectRef {
  return { apiVersion: 'v1', kind: 'Service', namespace, name };
}

/**
 * The object that makes a Pod, which has to be changed for its Pods to change; the Pod itself when
 * it stands alone.
 *
 * @public
 */
export function workloadRef({
  namespace,
  workload,
}: Pick<Pod, 'namespace' | 'workload'>): ObjectRef {
  return {
    apiVersion: workload.kind === 'Pod' ? 'v1' : 'apps/v1',
    kind: workload.kind,
    namespace,
    name: workload.name,
  };
}

/**
 * istiod as a whole, where none or no certain one of its Deployments is meant.
 *
 * @public
 */
export const ISTIOD: ObjectRef = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: ISTIO_NAMESPACE,
  name: ISTIOD_NAME,
};

/**
 * The namespace whose label names a cluster's network.
 *
 * @public
 */
export const SYSTEM_NAMESPACE: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Namespace',
  name: ISTIO_NAMESPACE,
};

/**
 * The primary mesh config of a revision.
 *
 * @public
 */
export function meshConfigRef(revision = 'default'): ObjectRef {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: ISTIO_NAMESPACE,
    name: meshConfigName(revision),
  };
}

/**
 * An object as people write it, for example `Secret istio-system/cacerts`.
 *
 * @public
 */
export function describeObject({
  kind,
  namespace,
  name,
}: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/**
 * Whether two references are to one object, or neither is to any.
 *
 * @public
 */
export function sameObject(
  a: ObjectRef | undefined,
  b: ObjectRef | undefined,
): boolean {
  return (
    a === b ||
    (a?.name === b?.name &&
      a?.namespace === b?.namespace &&
      a?.kind === b?.kind &&
      a?.apiVersion === b?.apiVersion)
  );
}
