import {
  ISTIO_NAMESPACE,
  READER_NAME,
  type ObjectRef,
  type Reader,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { at, listOf } from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** The objects that a complete reader consists of. */
export const READER_OBJECTS: readonly ObjectRef[] = [
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    namespace: ISTIO_NAMESPACE,
    name: READER_NAME,
  },
  { apiVersion: RBAC, kind: 'ClusterRole', name: READER_NAME },
  { apiVersion: RBAC, kind: 'ClusterRoleBinding', name: READER_NAME },
  {
    apiVersion: RBAC,
    kind: 'Role',
    namespace: ISTIO_NAMESPACE,
    name: READER_NAME,
  },
  {
    apiVersion: RBAC,
    kind: 'RoleBinding',
    namespace: ISTIO_NAMESPACE,
    name: READER_NAME,
  },
];

/** Reads the objects that exist out of {@link READER_OBJECTS}. */
export function decodeReader(objects: readonly KubernetesObject[]): Reader {
  const role = objects.find(object => object.kind === 'ClusterRole');
  return {
    objects: objects.map(object =>
      objectRef(object, { apiVersion: 'v1', kind: '' }),
    ),
    complete: objects.length === READER_OBJECTS.length,
    secrets: listOf(at(role, 'rules')).some(rule =>
      listOf(at(rule, 'resources')).includes('secrets'),
    ),
  };
}
