import {
  ISTIO_NAMESPACE,
  SHARED_MESH_CONFIG,
  type Plan,
  type Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  planDigest,
  planIntent,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { aCertificate } from '@mesh-federation/fixtures';
import { renderStep } from '../steps/renderStep';
import type { FakeCluster } from './FakeCluster';
import { API_SERVER_CAS, ISTIOD_PATH } from './meshCluster';

const FEDERATIONS = ['demo'];

/** The join of `east` and `west` from stock Istio, each step once for each cluster. */
export function joinPlan(clusters: readonly FakeCluster[]): Plan {
  const steps = clusters
    .flatMap(cluster => stepsOf(cluster, clusters))
    .map(step => renderStep(step, undefined));
  const federation = {
    name: 'demo',
    members: clusters.map(({ cluster }) => cluster),
    reader: 'with-secrets' as const,
    version: 1,
    createdAt: '2026-06-01T00:00:00.000Z',
    updatedAt: '2026-06-01T00:00:00.000Z',
    updatedBy: 'user:default/platform',
  };
  const request = { kind: 'join', restartWorkloads: true } as const;
  const intent = planIntent(federation.members, [federation]);
  return {
    id: 'plan-1',
    federation,
    request,
    status: 'ready',
    createdAt: '2026-06-01T00:00:00.000Z',
    createdBy: 'user:default/platform',
    basedOn: [],
    steps,
    findings: [],
    intent,
    digest: planDigest({ federation: 'demo', intent, request, steps }),
  };
}

function stepsOf(
  client: FakeCluster,
  clusters: readonly FakeCluster[],
): readonly Step[] {
  const { cluster } = client;
  const peer = clusters.find(other => other !== client)!.cluster;
  const roots = [{ cluster: peer, certificate: aCertificate(peer) }];
  const base = (type: string, dependsOn: readonly string[] = []) => ({
    id: `${type}:${cluster}`,
    cluster,
    dependsOn,
  });
  const trust = [`trust-roots:${cluster}`, `multi-root:${cluster}`];
  return [
    {
      ...base('trust-roots'),
      type: 'trust-roots',
      target: {
        kind: 'own',
        configMap: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace: ISTIO_NAMESPACE,
          name: SHARED_MESH_CONFIG,
        },
      },
      roots,
      before: [],
      federations: FEDERATIONS,
    },
    {
      ...base('multi-root', [`trust-roots:${cluster}`]),
      type: 'multi-root',
      controlPlane: {
        revision: 'default',
        deployment: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: ISTIO_NAMESPACE,
          name: 'istiod',
        },
        resourceVersion: client.at(ISTIOD_PATH)!.metadata.resourceVersion ?? '',
        multiRootMesh: false,
      },
      enabled: true,
    },
    { ...base('verify-trust', trust), type: 'verify-trust', roots },
    {
      ...base('restart-workloads', [`verify-trust:${cluster}`]),
      type: 'restart-workloads',
      workloads: [
        { kind: 'Deployment', namespace: 'apps', name: 'shop', proxies: 1 },
      ],
    },
    { ...base('network'), type: 'network', network: cluster, before: '' },
    {
      ...base('gateway', [`network:${cluster}`]),
      type: 'gateway',
      network: cluster,
      federations: FEDERATIONS,
    },
    {
      ...base('reader'),
      type: 'reader',
      choice: 'with-secrets',
      federations: FEDERATIONS,
    },
    {
      type: 'remote-secret',
      id: `remote-secret:${cluster}:${peer}`,
      cluster,
      dependsOn: clusters.flatMap(({ cluster: name }) => [
        `verify-trust:${name}`,
        `reader:${name}`,
      ]),
      peer,
      clusterId: peer,
      server: `https://${peer}.example:6443`,
      caPem: API_SERVER_CAS[peer],
      federations: FEDERATIONS,
    },
    {
      type: 'wait-sync',
      id: `wait-sync:${cluster}:${peer}`,
      cluster,
      dependsOn: [`remote-secret:${cluster}:${peer}`],
      peer,
      clusterId: peer,
      choice: 'with-secrets',
    },
  ];
}
