import type {
  Certificate,
  ControlPlane,
  MeshConfig,
  Observed,
  SharedMeshConfig,
  TrustStore,
} from '../../model';
import { describeObject, sameObject } from '../../model/objectRef';
import { oldest } from '../oldest';
import { rootListObject } from './rootObjects';

/**
 * Which list of foreign roots istiod reads: the primary mesh config's own, when it sets one,
 * because lists are replaced and not merged; else that of the shared mesh config (istio/istio
 * pilot/pkg/bootstrap/mesh.go, pkg/config/mesh/mesh.go).
 *
 * @alpha
 */
export function rootsListedBy(
  primary: Pick<MeshConfig, 'caCertificates'> | undefined,
  shared: Pick<SharedMeshConfig, 'caCertificates' | 'exists'> | undefined,
): readonly Certificate[] {
  return (
    primary?.caCertificates ?? (shared?.exists ? shared.caCertificates : [])
  );
}

/** The list of foreign roots that a control plane reads, {@link rootsListedBy} its mesh config. */
export function listedRoots(
  controlPlane: ControlPlane,
): Observed<readonly Certificate[]> {
  const { meshConfig, shared, sharedMeshConfig } = controlPlane;
  if (meshConfig.status === 'unknown') {
    return meshConfig;
  }
  const usesShared =
    meshConfig.value.caCertificates === undefined &&
    sharedMeshConfig !== undefined;
  if (usesShared && shared.status === 'unknown') {
    return shared;
  }
  return {
    status: 'observed',
    value: rootsListedBy(
      meshConfig.value,
      usesShared && shared.status === 'observed' ? shared.value : undefined,
    ),
    at: oldest(usesShared ? [shared] : [], meshConfig.at),
  };
}

/**
 * Why istiod may not have taken the list: one entry that is no certificate of a CA makes it refuse
 * all of them. It goes on with what it had, which no object tells, and does not start again.
 * Sources: istio/istio pilot/pkg/trustbundle/trustbundle.go UpdateTrustAnchor,
 * pilot/pkg/bootstrap/server.go initWorkloadTrustBundle.
 */
function refusal(
  controlPlane: ControlPlane,
  { problems }: TrustStore,
): string | undefined {
  const list = rootListObject(controlPlane);
  const found = problems.find(
    ({ source, field, problem }) =>
      problem !== 'several-in-one-entry' &&
      field.includes('caCertificates') &&
      sameObject(source, list),
  );
  return (
    found &&
    `istiod refuses all of ${describeObject(list)} for ${
      found.field
    }, keeps the roots that it had, and does not start again`
  );
}

/**
 * Every root that proxies of a control plane are told to trust: the bundle of its own CA and, only
 * with ISTIO_MULTIROOT_MESH, the listed foreign roots (istio/istio pilot/pkg/xds/pcds.go).
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
  const refused = refusal(controlPlane, trustStore.value);
  if (refused !== undefined) {
    return {
      status: 'unknown',
      reason: { kind: 'not-observed', message: refused },
      at: listed.at,
    };
  }
  return {
    status: 'observed',
    value: [...trustStore.value.roots, ...listed.value],
    at: oldest([listed], trustStore.at),
  };
}
