import type {
  ObjectRef,
  Plan,
  PlannedStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aCertificate, aFederation } from '@mesh-federation/fixtures';
import { OBSERVED_AT } from './anOverview';

const PAIRS = [
  ['east', 'west'],
  ['west', 'east'],
] as const;

function istioObject(
  apiVersion: string,
  kind: string,
  name: string,
): ObjectRef {
  return { apiVersion, kind, namespace: 'istio-system', name };
}

function trustRoots(cluster: string, peer: string): PlannedStep {
  const ref = istioObject('v1', 'ConfigMap', 'mesh-federation');
  return {
    step: {
      type: 'trust-roots',
      id: `trust-roots:${cluster}`,
      cluster,
      dependsOn: [],
      target: { kind: 'own', configMap: ref },
      roots: [{ cluster: peer, certificate: aCertificate(peer) }],
      before: [],
      federations: ['demo'],
    },
    title: `Trust the root of ${peer} in ${cluster}`,
    objects: [
      {
        cluster,
        ref,
        operation: 'create',
        after: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { namespace: 'istio-system', name: 'mesh-federation' },
          data: {
            mesh: `caCertificates:\n- pem: |\n${aCertificate(peer)
              .pem.trim()
              .split('\n')
              .map(line => `    ${line}`)
              .join('\n')}\n`,
          },
        },
        precondition: { absent: true },
      },
    ],
  };
}

function multiRoot(cluster: string): PlannedStep {
  const ref = istioObject('apps/v1', 'Deployment', 'istiod');
  const env = (...added: { name: string; value: string }[]) => ({
    spec: {
      template: { spec: { containers: [{ name: 'discovery', env: added }] } },
    },
  });
  return {
    step: {
      type: 'multi-root',
      id: `multi-root:${cluster}`,
      cluster,
      dependsOn: [`trust-roots:${cluster}`],
      controlPlane: {
        revision: 'default',
        deployment: ref,
        resourceVersion: '200',
        multiRootMesh: false,
      },
      enabled: true,
    },
    title: `Let istiod of ${cluster} verify several roots`,
    disruption:
      'istiod restarts once; running proxies keep their configuration.',
    objects: [
      {
        cluster,
        ref,
        operation: 'update',
        before: env({ name: 'REVISION', value: 'default' }),
        after: env(
          { name: 'REVISION', value: 'default' },
          { name: 'ISTIO_MULTIROOT_MESH', value: 'true' },
          { name: 'SHARED_MESH_CONFIG', value: 'mesh-federation' },
        ),
        precondition: { resourceVersion: '200' },
      },
    ],
  };
}

function verifyTrust(cluster: string, peer: string): PlannedStep {
  return {
    step: {
      type: 'verify-trust',
      id: `verify-trust:${cluster}`,
      cluster,
      dependsOn: [`multi-root:${cluster}`],
      roots: [{ cluster: peer, certificate: aCertificate(peer) }],
    },
    title: `Wait until ${cluster} verifies ${peer}`,
    objects: [],
  };
}

function remoteSecret(cluster: string, peer: string): PlannedStep {
  const name = `istio-remote-secret-${peer}`;
  return {
    step: {
      type: 'remote-secret',
      id: `remote-secret:${cluster}:${peer}`,
      cluster,
      dependsOn: ['verify-trust:east', 'verify-trust:west'],
      peer,
      clusterId: peer,
      server: `https://${peer}.example.com:6443`,
      caPem: '',
      federations: ['demo'],
    },
    title: `Let ${cluster} discover endpoints of ${peer}`,
    objects: [
      {
        cluster,
        ref: istioObject('v1', 'Secret', name),
        operation: 'create',
        after: {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { namespace: 'istio-system', name },
          stringData: { [peer]: `\${secret:kubeconfig:${peer}}` },
        },
        precondition: { absent: true },
      },
    ],
  };
}

/** Joins east and west: trust in both, then, when both are verified, remote secrets. */
export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    id: 'plan-1',
    federation: aFederation(['east', 'west']),
    request: { kind: 'join' },
    status: 'ready',
    createdAt: OBSERVED_AT,
    createdBy: 'user:default/guest',
    basedOn: [
      { cluster: 'east', at: OBSERVED_AT },
      { cluster: 'west', at: OBSERVED_AT },
    ],
    steps: [
      ...PAIRS.map(([cluster, peer]) => trustRoots(cluster, peer)),
      ...PAIRS.map(([cluster]) => multiRoot(cluster)),
      ...PAIRS.map(([cluster, peer]) => verifyTrust(cluster, peer)),
      ...PAIRS.map(([cluster, peer]) => remoteSecret(cluster, peer)),
    ],
    findings: [],
    intent: 'e1'.repeat(32),
    digest: 'd1'.repeat(32),
    ...overrides,
  };
}
