import {
  ISTIO_NAMESPACE,
  type ObjectRef,
  type Pod,
  type Service,
} from '../../../model';

/** A Pod as an object. */
export function podRef({ namespace, name }: Pod): ObjectRef {
  return { apiVersion: 'v1', kind: 'Pod', namespace, name };
}

/** A Service as an object. */
export function serviceRef({
  namespace,
  name,
}: Pick<Service, 'namespace' | 'name'>): ObjectRef {
  return { apiVersion: 'v1', kind: 'Service', namespace, name };
}

/** The namespace whose label names a cluster's network. */
export const SYSTEM_NAMESPACE: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Namespace',
  name: ISTIO_NAMESPACE,
};

/** The command that makes a workload's Pods anew. */
export function restartCommand({ namespace, workload }: Pod): string {
  return workload.kind === 'Pod'
    ? `kubectl delete pod ${workload.name} --namespace ${namespace}`
    : `kubectl rollout restart ${workload.kind.toLowerCase()} ${
        workload.name
      } --namespace ${namespace}`;
}
