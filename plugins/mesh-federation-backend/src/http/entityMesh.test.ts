import type { Entity } from '@backstage/catalog-model';
import { observed } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aMeshOfServices, withState } from '@mesh-federation/fixtures';
import {
  ADMIN,
  only,
  SERVICE,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// The first test starts a backend.
jest.setTimeout(60_000);

const READER = only('mesh-federation.entity.read');

function aClusterResource(namespace: string, type = 'kubernetes-cluster') {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'east', namespace },
    spec: { type },
  };
}

const OWNER = 'user:default/admin';

function aComponentOf(owner: string, name: string, selector: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'backstage.io/kubernetes-label-selector': selector },
    },
    spec: { type: 'service' },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

const ENTITIES: readonly Entity[] = [
  aClusterResource('default'),
  aClusterResource('self-registered'),
  aClusterResource('other-case', 'Kubernetes-Cluster'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'greedy',
      namespace: 'default',
      annotations: { 'backstage.io/kubernetes-label-selector': '!none' },
    },
    spec: { type: 'service' },
  },
  aComponentOf(OWNER, 'client', 'app=client'),
  aComponentOf(OWNER, 'orders', 'app=orders'),
  aComponentOf(OWNER, 'nowhere', 'app=nowhere'),
  aComponentOf('user:default/other', 'others', 'app=orders'),
];

describe('the mesh of an entity', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ entities: ENTITIES });
    server.states.clear();
    // Something is wrong in a cluster that is not about the component.
    const states = withState(
      aMeshOfServices(),
      'west',
      ({ at, remoteSecrets }) => ({
        remoteSecrets: observed(
          remoteSecrets.status === 'observed'
            ? remoteSecrets.value.map(secret => ({
                ...secret,
                token: observed('rejected' as const, at),
              }))
            : [],
          at,
        ),
      }),
    );
    states.forEach(state => server.states.set(state.cluster, state));
  });

  function meshOf(user: string, ref: string) {
    return server.call(user, 'get', `/entities/by-name/${ref}/mesh`);
  }

  it('of a cluster is shown to whoever may read the entity that the inventory names', async () => {
    const { status, body } = await meshOf(READER, 'resource/default/east');

    expect(status).toBe(200);
    expect(body.clusters).toMatchObject([
      {
        cluster: { name: 'east' },
        remoteSecrets: [{ clusterId: 'west', server: expect.anything() }],
      },
    ]);
  });

  it.each(['self-registered', 'other-case'])(
    'of a Resource that only has the name of a cluster takes the permission to see the topology: %s',
    async namespace => {
      const ref = `resource/${namespace}/east`;
      const refused = await meshOf(READER, ref);
      const admitted = await meshOf(ADMIN, ref);

      expect(refused.status).toBe(403);
      expect(JSON.stringify(refused.body)).not.toContain('istio-remote-secret');
      expect(admitted.status).toBe(200);
      expect(admitted.body.matchedBy).toBe('cluster');
    },
  );

  it('of a component tells who may read entities alone nothing of remote secrets and foreign findings', async () => {
    const ref = 'component/default/greedy';
    const reader = (await meshOf(READER, ref)).body;
    const admin = (await meshOf(ADMIN, ref)).body;

    expect(reader.presence).toEqual(admin.presence);
    expect(admin.clusters[0].remoteSecrets).not.toEqual([]);
    expect(admin.findings.length).toBeGreaterThan(0);
    expect(
      reader.clusters.flatMap(
        (item: { remoteSecrets: readonly unknown[] }) => item.remoteSecrets,
      ),
    ).toEqual([]);
    expect(reader.findings).toEqual([]);
  });

  it('names the workloads of the components that the signed-in person owns', async () => {
    const greedy = (await meshOf(ADMIN, 'component/default/greedy')).body;
    const orders = (await meshOf(ADMIN, 'component/default/orders')).body;

    expect(greedy.ownClients).toEqual([
      {
        entityRef: 'component:default/client',
        namespace: 'shop',
        workload: 'client',
      },
      {
        entityRef: 'component:default/orders',
        namespace: 'shop',
        workload: 'orders',
      },
    ]);
    // One's own entity is no client of itself.
    expect(orders.ownClients).toEqual(greedy.ownClients.slice(0, 1));
  });

  it.each([
    ['somebody who owns nothing', READER],
    ['a service', SERVICE],
  ])('names no workload to %s', async (_, user) => {
    const { status, body } = await meshOf(user, 'component/default/greedy');

    expect(status).toBe(200);
    expect(body.ownClients).toEqual([]);
  });

  it('names ten workloads at most, each once', async () => {
    const crowded = await startTestServer({
      entities: [
        ...ENTITIES,
        ...Array.from({ length: 30 }, (_, index) =>
          aComponentOf(OWNER, `copy-${index}`, 'app=client'),
        ),
        ...Array.from({ length: 15 }, (_, index) =>
          aComponentOf(OWNER, `a${index}`, `app=a${index}`),
        ),
      ],
    });
    const [east] = aMeshOfServices();
    const pods = east!.pods.status === 'observed' ? east!.pods.value : [];
    crowded.states.clear();
    crowded.states.set('east', {
      ...east!,
      pods: observed(
        Array.from({ length: 15 }, (_, index) => ({
          ...pods[0]!,
          labels: { app: `a${index}` },
          workload: { ...pods[0]!.workload, name: `a${index}` },
        })),
        east!.at,
      ),
    });

    const { body } = await crowded.call(
      ADMIN,
      'get',
      '/entities/by-name/component/default/greedy/mesh',
    );

    expect(body.ownClients).toHaveLength(10);
  });
});
