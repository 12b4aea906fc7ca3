import type { ObjectRef } from './basics/identifiers';
import type { Pod, Service } from './cluster/service';

/** A Pod as an object. */
export function podRef({
  namespace,
  name,
}: Pick<Pod, 'namespace' | 'name'>): ObjectRef {
  return { apiVersion: 'v1', kind: 'Pod', namespace, name };
}

/** A Service as an object. */
export function serviceRef({
  namespace,
  name,
}: Pick<Service, 'namespace' | 'name'>): ObjectRef {
  return { apiVersion: 'v1', kind: 'Service', namespace, name };
}

/** The object that makes a Pod, which has to be changed for its Pods to change; the Pod itself when it stands alone. */
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
