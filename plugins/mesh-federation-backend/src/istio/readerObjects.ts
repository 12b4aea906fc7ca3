import {
  ISTIO_NAMESPACE,
  READER_NAME,
  type ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The group of the API for roles and their bindings. */
export const RBAC = 'rbac.authorization.k8s.io';

/**
 * The account whose token the istiod of other clusters uses, and what gives it its rights: the
 * objects that a complete reader consists of.
 */
export const READER = {
  account: inNamespace('v1', 'ServiceAccount'),
  clusterRole: ofCluster('ClusterRole'),
  clusterRoleBinding: ofCluster('ClusterRoleBinding'),
  role: inNamespace(`${RBAC}/v1`, 'Role'),
  roleBinding: inNamespace(`${RBAC}/v1`, 'RoleBinding'),
} as const satisfies Readonly<Record<string, ObjectRef>>;

function ofCluster(kind: string): ObjectRef {
  return { apiVersion: `${RBAC}/v1`, kind, name: READER_NAME };
}

function inNamespace(apiVersion: string, kind: string): ObjectRef {
  return { apiVersion, kind, namespace: ISTIO_NAMESPACE, name: READER_NAME };
}
