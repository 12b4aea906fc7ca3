import {
  ISTIO_NAMESPACE,
  SHARED_MESH_CONFIG,
  observed,
  type ControlPlane,
  type MeshConfig,
  type Ownership,
  type SharedMeshConfig,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { OBSERVED_AT } from './times';

/** Made by `istioctl install`, nobody else's, in no federation. */
export function anOwnership(overrides: Partial<Ownership> = {}): Ownership {
  return {
    owner: 'istioctl',
    managers: ['istio-operator'],
    federations: [],
    ...overrides,
  };
}

/** Made by this plugin for the federations. */
export function ownOwnership(federations: readonly string[] = []): Ownership {
  return { owner: 'self', managers: [], federations: [...federations] };
}

export function aMeshConfig(overrides: Partial<MeshConfig> = {}): MeshConfig {
  return {
    configMap: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: ISTIO_NAMESPACE,
      name: 'istio',
    },
    resourceVersion: '100',
    ownership: anOwnership(),
    trustDomain: 'cluster.local',
    trustDomainAliases: [],
    xdsAgent: false,
    dnsCapture: false,
    settings: {},
    meshNetworks: {},
    ...overrides,
  };
}

/** The plugin's own shared mesh config, which does not exist. */
export function aSharedMeshConfig(
  overrides: Partial<SharedMeshConfig> = {},
): SharedMeshConfig {
  return {
    configMap: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: ISTIO_NAMESPACE,
      name: SHARED_MESH_CONFIG,
    },
    exists: false,
    ownership: { owner: 'other', managers: [], federations: [] },
    caCertificates: [],
    xdsAgent: false,
    settings: {},
    ...overrides,
  };
}

/** A stock control plane of one replica, revision `default`, without the flags. */
export function aControlPlane(
  clusterId: string,
  overrides: Partial<ControlPlane> = {},
): ControlPlane {
  return {
    revision: 'default',
    deployment: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: ISTIO_NAMESPACE,
      name: 'istiod',
    },
    resourceVersion: '200',
    generation: 1,
    rolledOut: true,
    version: '1.31.0',
    clusterId,
    multiRootMesh: false,
    features: {},
    certificateAuthority: 'self-signed',
    replicas: [
      {
        pod: `istiod-${clusterId}-1`,
        ready: true,
        sync: observed([], OBSERVED_AT),
      },
    ],
    ownership: anOwnership(),
    ownsFlags: false,
    meshConfig: observed(aMeshConfig(), OBSERVED_AT),
    shared: observed(aSharedMeshConfig(), OBSERVED_AT),
    ...overrides,
  };
}
