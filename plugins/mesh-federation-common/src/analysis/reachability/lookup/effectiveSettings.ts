import {
  ISTIO_NAMESPACE,
  type ControlPlane,
  type MeshSettings,
  type Observed,
  meshConfigRef,
  type ObjectRef,
} from '../../../model';
import { oldest } from '../../oldest';
import type { ClusterIndex, EffectiveSettings } from './ClusterIndex';

/** Source: istio/istio pkg/config/mesh/mesh.go DefaultMeshConfig. */
const DEFAULTS: EffectiveSettings = {
  enableAutoMtls: true,
  defaultServiceExportTo: ['*'],
  defaultVirtualServiceExportTo: ['*'],
  defaultDestinationRuleExportTo: ['*'],
  discoverySelectors: [],
  serviceSettings: [],
  rootNamespace: ISTIO_NAMESPACE,
  authorizers: [],
  outboundTrafficPolicy: 'ALLOW_ANY',
  localityLbSetting: { enabled: true },
};

/**
 * What istiod itself has merged; where it was not asked, the primary mesh config over the shared
 * one over Istio's defaults, field by field; a list replaces a list, but for the extension
 * providers. Unknown when one of the documents is (istio/istio pkg/config/mesh/mesh.go
 * ApplyMeshConfig).
 *
 * @alpha
 */
export function effectiveSettings({
  meshConfig,
  shared,
  sharedMeshConfig,
  merged,
}: Pick<
  ControlPlane,
  'meshConfig' | 'shared' | 'sharedMeshConfig' | 'merged'
>): Observed<EffectiveSettings> {
  if (merged?.status === 'observed') {
    return { ...merged, value: { ...DEFAULTS, ...set(merged.value) } };
  }
  if (meshConfig.status === 'unknown') {
    return meshConfig;
  }
  if (sharedMeshConfig === undefined) {
    return {
      status: 'observed',
      value: { ...DEFAULTS, ...set(meshConfig.value.settings) },
      at: meshConfig.at,
    };
  }
  if (shared.status === 'unknown') {
    return shared;
  }
  const below = shared.value.exists ? shared.value.settings : {};
  const above = meshConfig.value.settings;
  return {
    status: 'observed',
    value: {
      ...DEFAULTS,
      ...set(below),
      ...set(above),
      authorizers: [...(below.authorizers ?? []), ...(above.authorizers ?? [])],
    },
    at: oldest([shared], meshConfig.at),
  };
}

/** Drops keys whose value is undefined: they would hide the value of the layer below. */
function set(settings: MeshSettings): MeshSettings {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  );
}

/** The primary mesh config of a cluster, or where it would be. */
export function meshConfigOf({ controlPlane }: ClusterIndex): ObjectRef {
  return controlPlane?.meshConfig.status === 'observed'
    ? controlPlane.meshConfig.value.configMap
    : meshConfigRef();
}
