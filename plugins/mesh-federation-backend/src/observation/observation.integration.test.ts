import { storeForTest } from '../__testUtils__/storeForTest';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { ClusterState } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { analyzeClusters } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { MeshFederationConfig } from '../config';
import {
  makeCertificate,
  type MadeCertificate,
} from '../istio/read/__testUtils__/makeCertificate';
import { requiredAccess } from '../istio/read/discovery/requiredAccess';
import { BackstageClusterInventory } from '../kubernetes/inventory/BackstageClusterInventory';
import {
  createClusterAccess,
  type ClusterAccess,
} from '../kubernetes/access/createClusterAccess';
import { FakeApiServer, status } from './__testUtils__/FakeApiServer';
import {
  startKubernetesBackend,
  type StartedBackend,
} from './__testUtils__/startKubernetesBackend';
import { DefaultObservationService } from './DefaultObservationService';

jest.setTimeout(120_000);

const TOKENS = { east: 'TOKEN-OF-EAST', west: 'TOKEN-OF-WEST' };
const REMOTE_TOKEN = `head.${Buffer.from(
  JSON.stringify({
    sub: 'system:serviceaccount:istio-system:reader',
    exp: 1_900_000_000,
  }),
).toString('base64url')}.SIGNATURE-OF-REMOTE-TOKEN`;
const CA_KEY = 'BYTES-OF-THE-CA-KEY';

const config: MeshFederationConfig = {
  observation: {
    frequency: { minutes: 1 },
    clusterTimeoutMs: 20_000,
    callTimeoutMs: 4_000,
    concurrentClusters: 4,
    concurrentCallsPerCluster: 6,
  },
  witness: { enabled: false, background: false, intervalMs: 1_000 },
  runs: { gateTimeoutMs: 1, proposalTimeoutMs: 1, leaseMs: 1 },
  changes: { services: [] },
  approval: { anotherPerson: false },
  history: { maxAgeMs: 86_400_000, keepNewest: 50 },
  tokenLifetimeSeconds: 1,
  apiServerUrls: { east: 'https://east:6443', west: 'https://west:6443' },
};

let roots: { east: MadeCertificate; west: MadeCertificate };
let east: FakeApiServer;
let west: FakeApiServer;
let blackHole: ReturnType<typeof createServer>;
let backend: StartedBackend;
let access: ClusterAccess;
let memory: ReturnType<typeof storeForTest>;
let service: DefaultObservationService;

beforeAll(async () => {
  roots = {
    east: await makeCertificate({ name: 'O=cluster.local' }),
    west: await makeCertificate({ name: 'O=cluster.local' }),
  };
  east = await FakeApiServer.start({ token: TOKENS.east });
  west = await FakeApiServer.start({ token: TOKENS.west });
  // Takes connections and never answers.
  blackHole = createServer(() => {});
  await new Promise<void>(resolve => {
    blackHole.listen(0, '127.0.0.1', resolve);
  });
  const { port } = blackHole.address() as AddressInfo;
  backend = await startKubernetesBackend({
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            cluster('east', east.url, TOKENS.east),
            cluster('west', west.url, TOKENS.west),
            cluster('dead', `http://127.0.0.1:${port}`, 'x'),
          ],
        },
      ],
    },
  });
  access = await createClusterAccess({ ...backend, config });
});

afterAll(async () => {
  access.stop();
  blackHole.closeAllConnections();
  blackHole.close();
  await east.stop();
  await west.stop();
});

beforeEach(() => {
  serveMesh(east, 'east', roots.east);
  serveMesh(west, 'west', roots.west);
  memory = storeForTest();
  const logger = mockServices.logger.mock();
  service = new DefaultObservationService({
    inventory: new BackstageClusterInventory({ ...backend, config, logger }),
    clients: access.clients,
    exec: access.exec,
    store: memory.store,
    past: memory.past,
    config,
    logger,
    stopping: new AbortController().signal,
  });
});

async function observe(names: readonly string[]) {
  const observations = await service.observe({ clusters: names });
  return Object.fromEntries(
    observations.map(({ state }) => [state.cluster, state]),
  ) as Record<string, ClusterState>;
}

describe('observing clusters through the real Kubernetes backend', () => {
  it('reads each cluster with its own token', async () => {
    const states = await observe(['east', 'west']);

    for (const [name, server] of [
      ['east', east],
      ['west', west],
    ] as const) {
      const state = states[name];
      expect(state.uid).toMatchObject({ value: `uid-of-${name}` });
      expect(state.kubernetesVersion).toMatchObject({ value: 'v1.36.1' });
      expect(state.controlPlanes).toMatchObject({
        value: [{ clusterId: name, version: '1.30.3', revision: 'default' }],
      });
      expect(new Set(server.seen.map(seen => seen.authorization))).toEqual(
        new Set([`Bearer ${TOKENS[name]}`]),
      );
    }
    expect(states.east.trustStore).not.toEqual(states.west.trustStore);
  });

  it('asks the cluster that a remote secret points at about its token, and no other', async () => {
    const states = await observe(['east', 'west']);

    expect(states.east.remoteSecrets).toMatchObject({
      value: [
        {
          clusterId: 'west',
          tokenSubject: 'system:serviceaccount:istio-system:reader',
          token: { status: 'observed', value: 'accepted' },
        },
      ],
    });
    expect(reviews(west)).toHaveLength(1);
    expect(reviews(east)).toHaveLength(0);
  });

  it('sends a token to nobody when no cluster has the CA of the secret', async () => {
    const stranger = await makeCertificate({ name: 'CN=stranger' });
    serveRemoteSecret(east, stranger.pem);

    const states = await observe(['east', 'west']);

    expect(states.east.remoteSecrets).toMatchObject({
      value: [
        { token: { status: 'unknown', reason: { kind: 'not-observed' } } },
      ],
    });
    expect(reviews(west)).toHaveLength(0);
  });

  it('sends a token to no cluster that took the CA of another for its own', async () => {
    // Whoever writes ConfigMaps of kube-system in west can put any public CA there.
    const stranger = await makeCertificate({ name: 'CN=stranger' });
    serveRemoteSecret(east, stranger.pem, 'https://stranger:6443');
    west.serve('/api/v1/namespaces/kube-system/configmaps/kube-root-ca.crt', {
      kind: 'ConfigMap',
      metadata: { name: 'kube-root-ca.crt' },
      data: { 'ca.crt': stranger.pem },
    });

    const states = await observe(['east', 'west']);

    expect(states.west.apiServer.caPem).toMatchObject({ value: stranger.pem });
    expect(states.east.remoteSecrets).toMatchObject({
      value: [
        {
          server: 'https://stranger:6443',
          token: {
            status: 'unknown',
            reason: {
              kind: 'not-observed',
              message: expect.stringContaining('https://stranger:6443'),
            },
          },
        },
      ],
    });
    expect(reviews(west)).toHaveLength(0);
  });

  it('keeps every secret out of the state', async () => {
    const states = await observe(['east', 'west']);

    expect(states.east.trustStore).toMatchObject({
      status: 'observed',
      value: { pluggedIn: { resourceVersion: '7' } },
    });
    const text = JSON.stringify([states, memory.stored()]);
    for (const secret of [
      REMOTE_TOKEN,
      'SIGNATURE-OF-REMOTE-TOKEN',
      CA_KEY,
      Buffer.from(CA_KEY).toString('base64'),
      ...Object.values(TOKENS),
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('leaves one section unknown, with verb and resource, when a right is missing', async () => {
    east.on(request =>
      request.path.startsWith('/api/v1/services?')
        ? status(
            403,
            'Forbidden',
            'services is forbidden: User "system:serviceaccount:mesh-federation:mesh-federation" cannot list resource "services" in API group "" at the cluster scope',
          )
        : undefined,
    );

    const state = (await observe(['east'])).east;

    expect(state.services).toMatchObject({
      status: 'unknown',
      reason: { kind: 'forbidden', verb: 'list', resource: 'services' },
    });
    const failed = Object.entries(state)
      .filter(
        ([, value]) =>
          typeof value === 'object' &&
          'status' in value &&
          value.status === 'unknown',
      )
      .map(([name]) => name);
    // Gateways need Services as well; proxies and rights are not asked for here.
    expect(failed.sort()).toEqual([
      'access',
      'gateways',
      'proxyRoots',
      'services',
      'unlabelledGateways',
    ]);
  });

  it('takes a kind whose CRD is not installed for observed and empty', async () => {
    const { configuration } = (await observe(['east'])).east;

    expect(Object.keys(configuration)).toHaveLength(10);
    for (const kind of Object.values(configuration)) {
      expect(kind).toMatchObject({ status: 'observed', value: [] });
    }
  });

  it('reads the configuration of Istio, also in the version that an older one serves', async () => {
    const metadata = { namespace: 'shop', name: 'web' };
    east
      .serveList('/apis/security.istio.io/v1/peerauthentications', [
        { metadata, spec: { mtls: { mode: 'STRICT' } } },
      ])
      .serveList('/apis/networking.istio.io/v1beta1/destinationrules', [
        { metadata, spec: { host: 'web' } },
      ])
      .serveList('/apis/networking.istio.io/v1alpha3/envoyfilters', [
        { metadata, spec: {} },
      ]);

    const { configuration } = (await observe(['east'])).east;

    expect(configuration).toMatchObject({
      peerAuthentications: { value: [{ mode: 'STRICT' }] },
      destinationRules: { value: [{ host: 'web' }] },
      proxyExtensions: { value: [{ object: metadata }] },
      sidecars: { value: [] },
    });
  });

  it('leaves one kind unknown that is forbidden, and one that cannot be understood', async () => {
    east
      .serve(
        '/apis/security.istio.io/v1/authorizationpolicies',
        status(403, 'Forbidden', 'no').body,
        403,
      )
      .serveList('/apis/security.istio.io/v1/peerauthentications', [
        { metadata: { name: 'x' }, spec: { mtls: { mode: 'NEW' } } },
      ]);

    const { configuration } = (await observe(['east'])).east;

    expect(configuration).toMatchObject({
      authorizationPolicies: {
        status: 'unknown',
        reason: {
          kind: 'forbidden',
          verb: 'list',
          resource: 'authorizationpolicies.security.istio.io',
        },
      },
      peerAuthentications: { status: 'unknown', reason: { kind: 'error' } },
      destinationRules: { status: 'observed' },
    });
  });

  it('reads Services, endpoints, Pods and namespaces', async () => {
    east
      .serveList('/api/v1/services', [
        { metadata: { namespace: 'shop', name: 'web' } },
      ])
      .serveList('/apis/discovery.k8s.io/v1/endpointslices', [
        {
          metadata: {
            namespace: 'shop',
            name: 'web-x',
            labels: { 'kubernetes.io/service-name': 'web' },
          },
          addressType: 'IPv4',
          endpoints: [{ addresses: ['10.0.0.1'] }],
        },
      ]);

    expect((await observe(['east'])).east).toMatchObject({
      services: { value: [{ name: 'web', type: 'ClusterIP' }] },
      endpointSlices: {
        value: [{ service: 'web', endpoints: [{ address: '10.0.0.1' }] }],
      },
      pods: {
        value: [
          { name: 'istiod-1' },
          { name: 'client', proxy: { kind: 'sidecar' } },
        ],
      },
      namespaces: {
        value: [{ name: 'istio-system' }, { name: 'kube-system' }],
      },
      workloads: { value: [{ name: 'client', kind: 'Pod' }] },
    });
  });

  it('shows a cluster that never answers as unknown and still observes the others', async () => {
    const states = await observe(['dead', 'west']);

    expect(states.west.controlPlanes.status).toBe('observed');
    expect(states.dead.controlPlanes).toMatchObject({
      status: 'unknown',
      reason: { kind: 'timeout', message: 'no answer within 4000 ms' },
    });
  });

  it('keeps the last state in which the API server answered', async () => {
    const before = (await observe(['east'])).east;
    east.on(() => status(500, 'InternalError', 'etcd is gone'));

    await service.observe({ clusters: ['east'] });
    const [observation] = await service.observe({ clusters: ['east'] });

    expect(observation.state.controlPlanes).toMatchObject({
      status: 'unknown',
      reason: { kind: 'error', message: 'etcd is gone' },
    });
    expect(memory.stored()).toMatchObject([
      { state: { cluster: 'east' }, lastKnown: before },
    ]);
  });

  it('asks for rights only where a plan needs them', async () => {
    east.seen.length = 0;
    const asked = () =>
      east.seen.filter(({ path }) => path.includes('selfsubjectaccessreviews'));

    const [scheduled] = await service.observe({ clusters: ['east'] });

    expect(scheduled.state.access).toMatchObject({
      status: 'unknown',
      reason: { kind: 'not-observed' },
    });
    expect(asked()).toEqual([]);
    const { findings } = analyzeClusters(
      [scheduled],
      '2026-06-01T00:00:00.000Z',
    );
    expect(findings.map(({ code }) => code)).not.toContain('MF1010');

    const [planned] = await service.observe({
      clusters: ['east'],
      checkAccess: true,
    });

    expect(planned.state.access).toMatchObject({ status: 'observed' });
    expect(asked()).toHaveLength(requiredAccess(['istiod']).length);
  });

  it('gives all who ask while a pass runs the next one, once', async () => {
    east.seen.length = 0;

    const answers = await Promise.all(
      Array.from({ length: 4 }, () => service.observe({ clusters: ['east'] })),
    );

    expect(answers[1]).not.toBe(answers[0]);
    expect(answers[2]).toBe(answers[1]);
    expect(answers[3]).toBe(answers[1]);
    expect(
      east.seen.filter(seen => seen.path.split('?')[0] === '/version'),
    ).toHaveLength(2);
  });

  it('shows clusters that were never observed as unknown', async () => {
    expect(await service.packed()).toMatchObject([
      { cluster: 'dead', reason: { kind: 'not-observed' } },
      { cluster: 'east', reason: { kind: 'not-observed' } },
      { cluster: 'west', reason: { kind: 'not-observed' } },
    ]);
  });

  it('reads the roots of running proxies, also when another plugin listens to upgrades', async () => {
    const roots2 = `${roots.east.pem}${roots.west.pem}`;
    east.execOutput = `2026-01-01 warn a line of the log\n${JSON.stringify({
      configs: [
        {
          name: 'ROOTCA',
          secret: {
            validation_context: {
              trusted_ca: {
                inline_bytes: Buffer.from(roots2).toString('base64'),
              },
            },
          },
        },
      ],
    })}`;
    const [first] = await service.observe({
      clusters: ['east'],
      inspectProxies: true,
    });
    await listenToUpgrades(await backend.discovery.getBaseUrl('kubernetes'));
    const [second] = await service.observe({
      clusters: ['east'],
      inspectProxies: true,
    });

    for (const { state } of [first, second]) {
      expect(state.proxyRoots).toMatchObject({
        status: 'observed',
        value: [
          {
            namespace: 'shop',
            workload: 'client',
            roots: { status: 'observed', value: { length: 2 } },
          },
        ],
      });
    }
  });
});

/**
 * Does to the server what the signals backend does: listens to upgrades and ignores those of other
 * paths.
 */
async function listenToUpgrades(url: string): Promise<void> {
  const { subscribe, unsubscribe } = await import('node:diagnostics_channel');
  const onRequest = (message: unknown) => {
    (message as { server: ReturnType<typeof createServer> }).server.on(
      'upgrade',
      () => {},
    );
  };
  subscribe('http.server.request.start', onRequest);
  await fetch(`${url}/clusters`);
  unsubscribe('http.server.request.start', onRequest);
}

function reviews(server: FakeApiServer) {
  return server.seen.filter(seen => seen.path.includes('/tokenreviews'));
}

function cluster(name: string, url: string, token: string) {
  return {
    name,
    url,
    authProvider: 'serviceAccount',
    serviceAccountToken: token,
  };
}

function serveMesh(
  server: FakeApiServer,
  name: 'east' | 'west',
  root: MadeCertificate,
): void {
  server.seen.length = 0;
  const istio = '/api/v1/namespaces/istio-system';
  server
    .on(request =>
      request.path.startsWith('/apis/authorization.k8s.io/')
        ? {
            status: 201,
            body: {
              kind: 'SelfSubjectAccessReview',
              status: { allowed: true },
            },
          }
        : undefined,
    )
    .on(request =>
      request.path.startsWith('/apis/authentication.k8s.io/')
        ? {
            status: 201,
            body: {
              kind: 'TokenReview',
              spec: { token: REMOTE_TOKEN },
              status: { authenticated: true },
            },
          }
        : undefined,
    )
    .serve('/version', { gitVersion: 'v1.36.1' })
    .serveList('/api/v1/namespaces', [
      { metadata: { name: 'kube-system', uid: `uid-of-${name}` } },
      { metadata: { name: 'istio-system', labels: {} } },
    ])
    .serveList('/api/v1/pods', [
      {
        metadata: {
          name: 'istiod-1',
          namespace: 'istio-system',
          labels: { app: 'istiod' },
        },
        status: { phase: 'Running' },
      },
      {
        metadata: { name: 'client', namespace: 'shop' },
        spec: { containers: [{ name: 'istio-proxy' }] },
        status: { phase: 'Running' },
      },
    ])
    .serveList('/api/v1/nodes', [])
    .serveList('/api/v1/services', [])
    .serveList('/apis/apps/v1/namespaces/istio-system/deployments', [
      {
        metadata: { name: 'istiod', namespace: 'istio-system' },
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: 'discovery',
                  env: [{ name: 'CLUSTER_ID', value: name }],
                },
              ],
            },
          },
        },
      },
    ])
    .serveList('/apis/apps/v1/daemonsets', [])
    .serveList('/apis/networking.k8s.io/v1/networkpolicies', [])
    .serveList('/apis/gateway.networking.k8s.io/v1/gateways', [])
    .serveList('/apis/gateway.networking.k8s.io/v1/httproutes', [])
    .serveList('/apis/gateway.networking.k8s.io/v1/grpcroutes', [])
    .serveList('/apis/gateway.networking.k8s.io/v1/tcproutes', [])
    .serveList('/apis/gateway.networking.k8s.io/v1/tlsroutes', [])
    .serveList('/apis/gateway.networking.k8s.io/v1/backendtlspolicies', [])
    // Paths that a real API server does not know: no CRD of Istio is installed.
    .on(({ path }) =>
      /^\/apis\/(extensions|networking|security)\.istio\.io\//.test(path)
        ? { status: 404, body: '404 page not found' }
        : undefined,
    )
    .serveList('/apis/discovery.k8s.io/v1/endpointslices', [])
    .serveList('/api/v1/configmaps', [
      {
        metadata: { name: 'istio-ca-root-cert', namespace: 'istio-system' },
        data: { 'root-cert.pem': root.pem },
      },
      {
        metadata: { name: 'istio-ca-root-cert', namespace: 'kube-system' },
        data: { 'root-cert.pem': root.pem },
      },
    ])
    .serve(`${istio}/configmaps/istio`, {
      kind: 'ConfigMap',
      metadata: { name: 'istio', namespace: 'istio-system' },
      data: { mesh: 'trustDomain: cluster.local' },
    })
    .serve('/api/v1/namespaces/kube-system/configmaps/kube-root-ca.crt', {
      kind: 'ConfigMap',
      metadata: { name: 'kube-root-ca.crt' },
      data: { 'ca.crt': root.pem },
    })
    .serve(`${istio}/pods/istiod-1:15014/proxy/version`, '1.30.3-abc-Clean')
    .serve(
      `${istio}/pods/istiod-1:15014/proxy/metrics`,
      'pilot_info 1\nistiod_managed_clusters{cluster_type="remote"} 0\n',
    )
    .serve(`${istio}/secrets/cacerts`, {
      kind: 'Secret',
      metadata: { name: 'cacerts', resourceVersion: '7' },
      data: {
        'ca-cert.pem': base64(root.pem),
        'ca-key.pem': base64(CA_KEY),
        'root-cert.pem': base64(root.pem),
      },
    })
    .serveList(`${istio}/secrets`, []);
  if (name === 'east') {
    serveRemoteSecret(server, roots.west.pem);
  }
}

function serveRemoteSecret(
  server: FakeApiServer,
  caPem: string,
  url = 'https://west:6443',
): void {
  const kubeconfig = {
    clusters: [
      {
        name: 'west',
        cluster: {
          server: url,
          'certificate-authority-data': base64(caPem),
        },
      },
    ],
    users: [{ name: 'west', user: { token: REMOTE_TOKEN } }],
    contexts: [{ name: 'west', context: { cluster: 'west', user: 'west' } }],
    'current-context': 'west',
  };
  server.serveList('/api/v1/namespaces/istio-system/secrets', [
    {
      metadata: {
        name: 'istio-remote-secret-west',
        namespace: 'istio-system',
      },
      data: { west: base64(JSON.stringify(kubeconfig)) },
    },
  ]);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
