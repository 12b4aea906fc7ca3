import {
  observed,
  unknown,
  type ClusterOverview,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate } from '@mesh-federation/fixtures';

/** When the fixtures were observed: shortly before the page is opened, so that ages read well. */
export const OBSERVED_AT = new Date(Date.now() - 40_000).toISOString();
const HOURS_AGO = new Date(Date.now() - 3 * 3600_000).toISOString();

/** A reachable member whose istiod verifies several roots. */
export function anOverview(
  name: string,
  overrides: Partial<ClusterOverview> = {},
): ClusterOverview {
  const { pem, ...root } = aCertificate(name);
  return {
    cluster: {
      name,
      authProvider: 'serviceAccount',
      usable: true,
      entityRef: `resource:default/${name}`,
      owner: 'group:default/platform',
    },
    reachable: observed(true, OBSERVED_AT),
    factsAt: OBSERVED_AT,
    stale: false,
    kubernetesVersion: 'v1.36.1',
    controlPlanes: [
      {
        revision: 'default',
        version: '1.31.0',
        clusterId: name,
        meshId: 'mesh1',
        trustDomain: 'cluster.local',
        multiRootMesh: true,
        certificateAuthority: 'self-signed',
        readyReplicas: 1,
      },
    ],
    network: `network-${name}`,
    roots: [root],
    remoteSecrets: [],
    gateways: [],
    proxies: { total: 6, withXdsAgent: 6 },
    federations: ['demo'],
    ...overrides,
  };
}

/** A cluster that answered hours ago and does not now. */
export function aStaleOverview(name: string): ClusterOverview {
  return anOverview(name, {
    reachable: unknown(
      { kind: 'unreachable', message: 'connect ECONNREFUSED 192.0.2.7:6443' },
      OBSERVED_AT,
    ),
    factsAt: HOURS_AGO,
    stale: true,
  });
}

/** A cluster that never answered. */
export function anUnknownOverview(name: string): ClusterOverview {
  return {
    cluster: { name, authProvider: 'serviceAccount', usable: true },
    reachable: unknown(
      { kind: 'timeout', message: 'no answer within 10 s' },
      OBSERVED_AT,
    ),
    stale: false,
    controlPlanes: [],
    roots: [],
    remoteSecrets: [],
    gateways: [],
    federations: [],
  };
}
