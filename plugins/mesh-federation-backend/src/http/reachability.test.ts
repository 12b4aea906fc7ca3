import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Entity } from '@backstage/catalog-model';
import {
  aMeshOfServices,
  withConfiguration,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import {
  ADMIN,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// Each group starts a backend.
jest.setTimeout(60_000);

type Relations = readonly (readonly [type: string, targetRef: string])[];

/** Selects the Services and Pods with label `app=<name>`, unless told otherwise. */
function anEntity(
  name: string,
  options: {
    readonly kind?: string;
    readonly type?: string;
    readonly selects?: boolean;
    readonly selector?: string;
    readonly relations?: Relations;
  } = {},
): Entity {
  const { kind = 'Component', selects = true, relations = [] } = options;
  const { selector = `app=${name}` } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      ...optional({
        annotations: selects
          ? {
              'backstage.io/kubernetes-label-selector': selector,
            }
          : undefined,
      }),
    },
    spec: { type: options.type ?? 'service' },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const ENTITIES: readonly Entity[] = [
  anEntity('client', {
    relations: [
      ['dependsOn', 'resource:default/database'],
      ['dependsOn', 'resource:default/east'],
      ['consumesApi', 'api:default/orders'],
      ['dependsOn', 'component:default/gone'],
    ],
  }),
  anEntity('orders', { relations: [['providesApi', 'api:default/orders']] }),
  anEntity('only-west'),
  anEntity('z-everything', { selector: '!none' }),
  anEntity('orders', {
    kind: 'API',
    selects: false,
    relations: [['apiProvidedBy', 'component:default/orders']],
  }),
  anEntity('database', { kind: 'Resource', selects: false }),
  anEntity('east', {
    kind: 'Resource',
    type: 'kubernetes-cluster',
    selects: false,
  }),
  anEntity('shop', {
    kind: 'System',
    selects: false,
    relations: [
      ['hasPart', 'component:default/orders'],
      ['hasPart', 'component:default/only-west'],
      ['hasPart', 'api:default/orders'],
    ],
  }),
];

/** Everybody is refused by the Pods of `orders` in the cluster. */
function withDenial(states: MeshStates, cluster = 'west'): MeshStates {
  return withConfiguration(states, cluster, {
    authorizationPolicies: [
      {
        object: {
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          namespace: 'shop',
          name: 'deny',
        },
        createdAt: '2026-01-01T00:00:00.000Z',
        action: 'ALLOW',
        selector: { app: 'orders' },
        targetRefs: [],
        rules: [],
        dryRun: false,
      },
    ],
  });
}

describe('reachability', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ entities: ENTITIES });
  });

  beforeEach(() => {
    observe(aMeshOfServices());
    server.getEntitiesByRefs.mockClear();
  });

  function observe(states: MeshStates) {
    server.states.clear();
    for (const state of states) {
      server.states.set(state.cluster, state);
    }
  }

  function ofService(name: string, query = '') {
    return server.call(
      ADMIN,
      'get',
      `/services/shop/${name}/reachability${query}`,
    );
  }

  function ofEntity(ref: string, query = '') {
    return server.call(
      ADMIN,
      'get',
      `/entities/by-name/${ref}/reachability${query}`,
    );
  }

  function namesOf({ body }: Awaited<ReturnType<typeof ofEntity>>) {
    return body.items.map(
      ({ service }: { service: { name: string } }) => service.name,
    );
  }

  describe('of a Service', () => {
    it('has a cell for each client and provider cluster, and the age of the oldest state', async () => {
      const { status, body } = await ofService('orders');

      expect(status).toBe(200);
      expect(body.at).toBe([...server.states.values()][0]!.at);
      expect(body.missing).toBeUndefined();
      expect(body.items).toMatchObject([
        {
          service: { namespace: 'shop', name: 'orders' },
          port: { name: 'http', number: 80 },
          clusters: ['east', 'west'],
          providers: ['east', 'west'],
        },
      ]);
      expect(cellsOf(body)).toEqual([
        'east>east reachable',
        'east>west reachable',
        'west>east reachable',
        'west>west reachable',
      ]);
      expect(body.items[0].explanation).toBeUndefined();
    });

    it('is explained by six legs from one cluster to another, for one client', async () => {
      const { body } = await ofService(
        'orders',
        '?from=east&to=west&port=80&clientNamespace=shop&clientWorkload=client',
      );

      expect(cellsOf(body)).toEqual(['east>west reachable']);
      expect(body.items[0].explanation.client).toEqual({
        cluster: 'east',
        namespace: 'shop',
        workload: 'client',
      });
      expect(
        body.items[0].explanation.legs.map((item: { leg: string }) => item.leg),
      ).toEqual([
        'identity',
        'discovery',
        'naming',
        'path',
        'policy',
        'traffic',
      ]);
    });

    it('says what would be without the endpoints of a cluster', async () => {
      const { body } = await ofService('orders', '?from=east&without=east');
      const refused = await ofService('orders', '?without=nowhere');

      expect(body.without).toBe('east');
      expect(cellsOf(body)).toEqual([
        'east>east blocked',
        'east>west reachable',
      ]);
      expect(body.items[0].cells[0].idle).toBe(true);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain("without: 'nowhere'");
    });

    it('keeps what would be apart from what is', async () => {
      await ofService('orders', '?without=east');
      const { body } = await ofService('orders', '?from=east');

      expect(body).not.toHaveProperty('without');
      expect(cellsOf(body)).toEqual([
        'east>east reachable',
        'east>west reachable',
      ]);
    });

    it('follows what is observed anew', async () => {
      await ofService('orders');
      observe(withDenial(aMeshOfServices()));

      const { body } = await ofService('orders');

      expect(cellsOf(body)).toEqual([
        'east>east reachable',
        'east>west blocked',
        'west>east reachable',
        'west>west blocked',
      ]);
      expect(body.items[0].cells[1].firstBroken.leg).toBe('policy');
    });

    it('that may be in a cluster whose Services are unknown is no 404, and says which cluster that is', async () => {
      observe(withUnknown(aMeshOfServices(), 'west', 'services'));

      const { status, body } = await ofService('nope');

      expect(status).toBe(200);
      expect(body.items).toEqual([]);
      expect(body.missing).toEqual([
        expect.objectContaining({
          cluster: 'west',
          what: 'Services',
          reason: 'Backstage may not list things',
        }),
      ]);
    });

    it('with another port is a 404', async () => {
      const { status, body } = await ofService('orders', '?port=81');

      expect(status).toBe(404);
      expect(body.error.message).toBe(
        'No cluster has a Service shop/orders with port 81',
      );
    });
  });

  describe('of an entity', () => {
    it('has its Services, asked over all clusters', async () => {
      const { body } = await ofEntity('component/default/only-west');

      expect(body).toMatchObject({
        entityRef: 'component:default/only-west',
        matchedBy: 'label-selector',
        presence: [
          { cluster: 'east', presence: 'present' },
          { cluster: 'west', presence: 'present' },
        ],
        needs: [],
        parts: [],
      });
      expect(cellsOf(body)).toContain('east>west reachable');
    });

    it('is narrowed by the query, and explained', async () => {
      const { body } = await ofEntity(
        'component/default/orders',
        '?from=east&to=west',
      );

      expect(cellsOf(body)).toEqual(['east>west reachable']);
      expect(body.items[0].explanation.legs).toHaveLength(6);
    });

    it('comes in pages, worst first, and says what all of them come to', async () => {
      observe(withDenial(withDenial(aMeshOfServices()), 'east'));
      const everything = 'component/default/z-everything';

      const first = await ofEntity(everything, '?limit=1');
      const second = await ofEntity(
        everything,
        `?limit=1&cursor=${encodeURIComponent(first.body.nextCursor)}`,
      );

      expect(namesOf(first)).toEqual(['orders']);
      expect(namesOf(second)).toEqual(['only-west']);
      expect(second.body).not.toHaveProperty('nextCursor');
      expect(second.body.survey).toEqual(first.body.survey);
      expect(first.body.survey).toMatchObject({
        services: 2,
        unexamined: 0,
        verdicts: [{ verdict: 'blocked', count: 1 }, { count: 1 }],
        clients: [
          { cluster: 'east', state: 'blocked' },
          { cluster: 'west', state: 'blocked' },
        ],
      });
    });

    it('is searched through, filtered and sorted before it is cut into pages', async () => {
      observe(withDenial(withDenial(aMeshOfServices()), 'east'));
      const everything = 'component/default/z-everything';

      const searched = await ofEntity(everything, '?search=WEST&limit=1');
      const blocked = await ofEntity(everything, '?verdict=blocked');
      const byName = await ofEntity(everything, '?order=name&limit=1');

      expect(namesOf(searched)).toEqual(['only-west']);
      expect(searched.body).toMatchObject({
        found: 1,
        survey: { services: 2 },
      });
      expect(searched.body).not.toHaveProperty('nextCursor');
      expect(namesOf(blocked)).toEqual(['orders']);
      expect(namesOf(byName)).toEqual(['only-west']);
      expect(byName.body).not.toHaveProperty('found');
    });

    it('is asked for one of its Services', async () => {
      const response = await ofEntity(
        'component/default/z-everything',
        '?service=shop%2Fonly-west&from=east&to=west',
      );

      expect(namesOf(response)).toEqual(['only-west']);
      expect(response.body.items[0].explanation.legs).toHaveLength(6);
      expect(response.body.survey.services).toBe(1);
    });

    it.each([
      ['?limit=0', 'limit'],
      ['?limit=101', 'limit'],
      ['?cursor=nonsense', 'cursor'],
      ['?service=orders', 'service'],
      ['?verdict=fine', 'verdict'],
      ['?order=random', 'order'],
      // A fix that is copied from the answer would let in more than one client.
      ['?clientNamespace=*', 'clientNamespace'],
      ['?clientNamespace=shop,*', 'clientNamespace'],
      ['?clientNamespace=shop&clientWorkload=a,*', 'clientWorkload'],
    ])('refuses %s', async (query, field) => {
      const { status, body } = await ofEntity(
        'component/default/orders',
        query,
      );

      expect(status).toBe(400);
      expect(body.error.message).toContain(field);
    });

    it.each([
      ['namespace', '?clientNamespace=gone', 'No cluster has a namespace gone'],
      [
        'namespace of one cluster',
        '?from=east&clientNamespace=gone',
        'Cluster east has no namespace gone',
      ],
      [
        'workload',
        '?clientNamespace=shop&clientWorkload=gone',
        'No cluster has Pods of a workload shop/gone',
      ],
    ])(
      'is a 404 for clients of a %s that is nowhere',
      async (_, query, text) => {
        const entity = await ofEntity('component/default/orders', query);
        const service = await ofService('orders', query);

        expect([entity.status, service.status]).toEqual([404, 404]);
        expect(entity.body.error.message).toBe(text);
        expect(service.body.error.message).toBe(text);
      },
    );

    it('is no 404 for a client that may be where it is not known', async () => {
      observe(withUnknown(aMeshOfServices(), 'west', 'namespaces'));

      const { status } = await ofEntity(
        'component/default/orders',
        '?clientNamespace=gone',
      );

      expect(status).toBe(200);
    });

    it('holds what it needs against what it reaches, broken first, through APIs as well', async () => {
      observe(withDenial(aMeshOfServices()));

      const { body } = await ofEntity('component/default/client');

      expect(body.needs).toMatchObject([
        {
          entityRef: 'component:default/gone',
          relation: 'dependsOn',
          verdict: 'unknown',
        },
        {
          entityRef: 'api:default/orders',
          relation: 'consumesApi',
          verdict: 'partly',
          from: ['east', 'west'].map(cluster => ({
            cluster,
            verdict: 'partly',
            provider: 'west',
            entityRef: 'component:default/orders',
            finding: { code: 'MF6007', fix: expect.any(String) },
          })),
        },
        {
          entityRef: 'resource:default/database',
          verdict: 'no-service',
          from: [],
        },
      ]);
    });

    it('says what would be of it, and of what it needs, without the endpoints of a cluster', async () => {
      const orders = await ofEntity(
        'component/default/orders',
        '?from=east&without=west',
      );
      const { body } = await ofEntity(
        'component/default/client',
        '?without=west',
      );
      const now = await ofEntity('component/default/client');

      expect(orders.body).toMatchObject({
        without: 'west',
        survey: { clients: [{ cluster: 'east' }] },
      });
      expect(cellsOf(orders.body)).toEqual([
        'east>east reachable',
        'east>west blocked',
      ]);
      // A Service that west alone has is reached by nobody then.
      expect(body.undeclared).toEqual([]);
      expect(now.body.undeclared).toHaveLength(1);
      expect(now.body).not.toHaveProperty('without');
    });

    it('lists what it reaches and does not declare', async () => {
      const { body } = await ofEntity('component/default/client');

      expect(body.undeclared).toEqual([
        {
          service: { namespace: 'shop', name: 'only-west' },
          entityRef: 'component:default/only-west',
          from: ['east', 'west'],
        },
      ]);
      expect(body.undeclaredUnexamined).toBeUndefined();
    });

    it('names no entity that the reader may not see, and asks for all of them once, as the reader', async () => {
      server.getEntitiesByRefs.mockResolvedValueOnce({ items: [] });

      const { body } = await ofEntity('component/default/client');

      expect(body.undeclared).toEqual([]);
      expect(
        body.needs.map((need: { verdict: string }) => need.verdict),
      ).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
      expect(JSON.stringify(body)).not.toContain('component:default/orders');
      expect(server.getEntitiesByRefs).toHaveBeenCalledTimes(1);
      expect(server.getEntitiesByRefs.mock.calls[0]?.[1]).toMatchObject({
        credentials: { principal: { userEntityRef: ADMIN } },
      });
    });

    it('of kind System has its components, worst first', async () => {
      observe(withDenial(withDenial(aMeshOfServices()), 'east'));

      const { body } = await ofEntity('system/default/shop');

      expect(body).toMatchObject({ matchedBy: 'none', items: [], needs: [] });
      expect(body.parts).toMatchObject([
        { entityRef: 'component:default/orders', verdict: 'blocked' },
        { entityRef: 'component:default/only-west', verdict: 'reachable' },
      ]);
    });

    it('that is a cluster has nothing here', async () => {
      const { body } = await ofEntity('resource/default/east');

      expect(body).toMatchObject({
        matchedBy: 'cluster',
        items: [],
        needs: [],
        undeclared: [],
        parts: [],
      });
    });
  });
});

function cellsOf(body: {
  readonly items: readonly {
    readonly cells: readonly {
      readonly client: { readonly cluster: string };
      readonly provider: string;
      readonly verdict: string;
    }[];
  }[];
}) {
  return body.items.flatMap(({ cells }) =>
    cells.map(
      ({ client, provider, verdict }) =>
        `${client.cluster}>${provider} ${verdict}`,
    ),
  );
}
