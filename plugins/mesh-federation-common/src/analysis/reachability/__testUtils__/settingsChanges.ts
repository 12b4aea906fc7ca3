import { observed } from '../../../model';
import {
  OBSERVED_AT,
  withMeshConfig,
  withSettings,
} from '@mesh-federation/fixtures';
import { type MeshChange, type Subject, changingState } from './MeshChange';

/** Changes of the mesh config and of the data plane. */
export function settingsChanges({
  namespace,
}: Subject): Readonly<Record<string, MeshChange>> {
  return {
    'automatic mTLS off': (states, cluster) =>
      withSettings(states, cluster, { enableAutoMtls: false }),
    'host is cluster-local': (states, cluster) =>
      withSettings(states, cluster, {
        serviceSettings: [
          { clusterLocal: true, hosts: [`*.${namespace}.svc.cluster.local`] },
        ],
      }),
    'registry only': (states, cluster) =>
      withSettings(states, cluster, { outboundTrafficPolicy: 'REGISTRY_ONLY' }),
    'exports to the own namespace by default': (states, cluster) =>
      withSettings(states, cluster, { defaultServiceExportTo: ['.'] }),
    'discovers labelled namespaces alone': (states, cluster) =>
      withSettings(states, cluster, {
        discoverySelectors: [
          { matchLabels: { mesh: 'yes' }, matchExpressions: [] },
        ],
      }),
    'another trust domain': (states, cluster) =>
      withMeshConfig(states, cluster, { trustDomain: 'other.local' }),
    'an alias of the trust domain': (states, cluster) =>
      withMeshConfig(states, cluster, { trustDomainAliases: ['other.local'] }),
    ambient: changingState(() => ({ ambient: observed(true, OBSERVED_AT) })),
  };
}
