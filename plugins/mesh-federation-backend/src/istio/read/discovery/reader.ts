import {
  ISTIO_NAMESPACE,
  READER_NAME,
  type ObjectRef,
  type Reader,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  KubernetesObject,
  ResourceKind,
} from '../../../kubernetes/ClusterClient';
import { at, listOf } from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';

const RBAC = 'rbac.authorization.k8s.io';

/** The objects that a complete reader consists of. */
export const READER_OBJECTS: readonly {
  readonly kind: ResourceKind;
  readonly ref: ObjectRef;
}[] = [
  readerObject('', 'serviceaccounts', 'ServiceAccount', true),
  readerObject(RBAC, 'clusterroles', 'ClusterRole', false),
  readerObject(RBAC, 'clusterrolebindings', 'ClusterRoleBinding', false),
  readerObject(RBAC, 'roles', 'Role', true),
  readerObject(RBAC, 'rolebindings', 'RoleBinding', true),
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

function readerObject(
  group: string,
  plural: string,
  kind: string,
  namespaced: boolean,
) {
  return {
    kind: { group, version: 'v1', plural },
    ref: {
      apiVersion: group ? `${group}/v1` : 'v1',
      kind,
      ...(namespaced ? { namespace: ISTIO_NAMESPACE } : {}),
      name: READER_NAME,
    },
  };
}
