import type {
  Certificate,
  ControlPlane,
  Observed,
  TrustStore,
} from '../../model';

/**
 * Which list of foreign roots istiod reads: the primary mesh config's own, when it sets one, because lists are replaced and not merged;
 * else that of the shared mesh config (istio/istio pilot/pkg/bootstrap/mesh.go, pkg/config/mesh/mesh.go).
 */
export function listedRoots(
  controlPlane: ControlPlane,
): Observed<readonly Certificate[]> {
  const { meshConfig, shared, sharedMeshConfig } = controlPlane;
  if (meshConfig.status === 'unknown') {
    return meshConfig;
  }
  const { at } = meshConfig;
  if (meshConfig.value.caCertificates !== undefined) {
    return { status: 'observed', value: meshConfig.value.caCertificates, at };
  }
  if (sharedMeshConfig === undefined) {
    return { status: 'observed', value: [], at };
  }
  if (shared.status === 'unknown') {
    return shared;
  }
  return {
    status: 'observed',
    value: shared.value.exists ? shared.value.caCertificates : [],
    at: Date.parse(shared.at) < Date.parse(at) ? shared.at : at,
  };
}

/**
 * Every root that proxies of a control plane are told to trust: the bundle of its own CA and, only with ISTIO_MULTIROOT_MESH, the
 * listed foreign roots (istio/istio pilot/pkg/xds/pcds.go).
 */
export function effectiveRoots(
  controlPlane: ControlPlane,
  trustStore: Observed<TrustStore>,
): Observed<readonly Certificate[]> {
  if (trustStore.status === 'unknown') {
    return trustStore;
  }
  if (!controlPlane.multiRootMesh) {
    return {
      status: 'observed',
      value: trustStore.value.roots,
      at: trustStore.at,
    };
  }
  const listed = listedRoots(controlPlane);
  if (listed.status === 'unknown') {
    return listed;
  }
  return {
    status: 'observed',
    value: [...trustStore.value.roots, ...listed.value],
    at:
      Date.parse(listed.at) < Date.parse(trustStore.at)
        ? listed.at
        : trustStore.at,
  };
}
