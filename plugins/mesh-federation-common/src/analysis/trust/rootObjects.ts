import {
  ISTIO_NAMESPACE,
  SHARED_MESH_CONFIG,
  type ClusterState,
  type ControlPlane,
  type ObjectRef,
  CACERTS_SECRET,
  ROOT_CONFIG_MAP,
  meshConfigRef,
} from '../../model';

const CONFIG_MAP = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: ISTIO_NAMESPACE,
} as const;

/**
 * Where the roots of a cluster's own CA are read from: Secret cacerts when it is plugged in, else
 * what istiod publishes.
 */
export function ownRootsObject({ trustStore }: ClusterState): ObjectRef {
  return trustStore.status === 'observed' &&
    trustStore.value.pluggedIn !== undefined
    ? {
        apiVersion: 'v1',
        kind: 'Secret',
        namespace: ISTIO_NAMESPACE,
        name: CACERTS_SECRET,
      }
    : { ...CONFIG_MAP, name: ROOT_CONFIG_MAP };
}

/**
 * The ConfigMap whose `caCertificates` count: the primary one when it sets them, else the shared
 * one when istiod names one.
 */
export function rootListObject({
  meshConfig,
  shared,
  sharedMeshConfig,
  revision,
}: ControlPlane): ObjectRef {
  const primary =
    meshConfig.status === 'observed'
      ? meshConfig.value.configMap
      : meshConfigRef(revision);
  const ownsList =
    meshConfig.status === 'observed' &&
    meshConfig.value.caCertificates !== undefined;
  if (ownsList || sharedMeshConfig === undefined) {
    return primary;
  }
  return shared.status === 'observed'
    ? shared.value.configMap
    : { ...CONFIG_MAP, name: sharedMeshConfig };
}

/** What keeps a control plane from trusting a root, and the field there. */
export interface TrustObstacle {
  readonly object: ObjectRef;
  readonly field: string;
  readonly value: string;
}

/**
 * The object to change so that proxies of a control plane trust a root: istiod's Deployment when
 * the root is listed and a flag is off, else the list.
 */
export function trustObstacle(
  plane: ControlPlane,
  fingerprint: string,
): TrustObstacle {
  const { meshConfig, shared, deployment } = plane;
  const has = (roots: readonly { readonly fingerprint: string }[]) =>
    roots.some(root => root.fingerprint === fingerprint);
  const primary =
    meshConfig.status === 'observed'
      ? meshConfig.value.caCertificates
      : undefined;
  const inShared =
    shared.status === 'observed' &&
    shared.value.exists &&
    has(shared.value.caCertificates);
  if (
    primary === undefined &&
    inShared &&
    plane.sharedMeshConfig === undefined
  ) {
    return {
      object: deployment,
      field: 'env SHARED_MESH_CONFIG',
      value: `not set, although ConfigMap ${SHARED_MESH_CONFIG} lists the root`,
    };
  }
  if (!plane.multiRootMesh && (has(primary ?? []) || inShared)) {
    return {
      object: deployment,
      field: 'env ISTIO_MULTIROOT_MESH',
      value: 'false, so that the listed roots are ignored',
    };
  }
  return {
    object: rootListObject(plane),
    field: 'data.mesh caCertificates',
    value: `without root ${fingerprint}`,
  };
}
