import {
  observed,
  unknown,
  type ClusterOverview,
  type EastWestGateway,
  type EntityMesh,
  type RemoteSecret,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate } from '@mesh-federation/fixtures';
import { OBSERVED_AT, anOverview } from './anOverview';
import { aTrustReport } from './aTrustReport';

const DAY = 24 * 60 * 60 * 1000;
const OWN = { owner: 'self', managers: [], federations: ['demo'] } as const;

/** A time so many days from now, and an hour so that no test is near a boundary. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * DAY + DAY / 24).toISOString();
}

export function aRemoteSecret(
  clusterId: string,
  overrides: Partial<RemoteSecret> = {},
): RemoteSecret {
  return {
    secret: {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: 'istio-system',
      name: `istio-remote-secret-${clusterId}`,
    },
    resourceVersion: '1',
    ownership: OWN,
    clusterId,
    server: `https://${clusterId}.example.com:6443`,
    caFingerprints: [],
    credential: 'token',
    tokenExpiresAt: inDays(20),
    token: observed('accepted', OBSERVED_AT),
    ...overrides,
  };
}

export function aGateway(
  network: string,
  overrides: Partial<EastWestGateway> = {},
): EastWestGateway {
  return {
    object: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      namespace: 'istio-system',
      name: 'mesh-federation-eastwest',
    },
    resourceVersion: '1',
    ownership: OWN,
    network,
    addresses: ['198.51.100.4'],
    port: 15443,
    autoPassthrough: true,
    hosts: ['*.local'],
    programmed: true,
    ...overrides,
  };
}

/** Cluster east with a root that lasts, a remote secret for west and a gateway. */
export function aMemberOverview(
  overrides: Partial<ClusterOverview> = {},
): ClusterOverview {
  return anOverview('east', {
    remoteSecrets: [aRemoteSecret('west')],
    gateways: [aGateway('network-east')],
    ...overrides,
  });
}

/** The mesh of the Resource of cluster east, which has other clusters with the given verdicts. */
export function aClusterMesh(
  overrides: Partial<EntityMesh> = {},
  report = aTrustReport(['east', 'west']),
): EntityMesh {
  return {
    entityRef: 'resource:default/east',
    matchedBy: 'cluster',
    presence: [{ cluster: 'east', presence: 'present', services: [] }],
    clusters: [aMemberOverview()],
    trust: report.trust.filter(r => [r.from, r.to].includes('east')),
    discovery: report.discovery.filter(r => [r.in, r.for].includes('east')),
    findings: [],
    ownClients: [],
    ...overrides,
  };
}

/** A cluster with some of everything that can be wrong. */
export function aTroubledClusterMesh(): EntityMesh {
  const { pem, ...old } = aCertificate('old east', { notAfter: inDays(12) });
  const { pem: _pem, ...root } = aCertificate('east');
  const report = aTrustReport(
    ['east', 'north', 'south', 'west'],
    (from, to) => {
      if ([from, to].includes('south')) return ['unknown', 'unknown'];
      if (to === 'north') return ['broken', 'not-synced'];
      if (from === 'north') return ['one-way', 'absent'];
      return from === 'west'
        ? ['verified-by-overlap', 'synced']
        : ['verified', 'synced'];
    },
  );
  return aClusterMesh(
    {
      clusters: [
        aMemberOverview({
          roots: [root, old],
          remoteSecrets: [
            aRemoteSecret('west'),
            aRemoteSecret('north', {
              tokenExpiresAt: inDays(-3),
              token: observed('rejected', OBSERVED_AT),
            }),
            aRemoteSecret('south', {
              tokenExpiresAt: inDays(2),
              token: unknown(
                { kind: 'timeout', message: 'no answer within 10 s' },
                OBSERVED_AT,
              ),
            }),
            aRemoteSecret('gone', { tokenExpiresAt: undefined }),
          ],
          gateways: [
            aGateway('network-east'),
            aGateway('network-old', {
              object: {
                apiVersion: 'v1',
                kind: 'Service',
                namespace: 'istio-system',
                name: 'istio-eastwestgateway',
              },
              addresses: [],
              autoPassthrough: false,
              programmed: false,
            }),
          ],
          proxies: { total: 6, withXdsAgent: 4 },
        }),
      ],
    },
    report,
  );
}
