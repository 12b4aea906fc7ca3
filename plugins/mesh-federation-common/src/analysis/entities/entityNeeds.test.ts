import type { ReachabilityVerdict } from '../../model';
import {
  aMeshOfServices,
  NOW,
  withService,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { aJudge } from './__testUtils__/aJudge';
import { entityNeeds, type DeclaredNeed } from './entityNeeds';
import { matchEntity } from './matchEntity';
import { createReachabilityContext } from '../reachability/lookup/context/createReachabilityContext';

const ORDERS = 'component:default/orders';

/** Workload `client` of both clusters. */
const CLIENTS = ['east', 'west'].map(cluster => ({
  cluster,
  clients: [{ cluster, namespace: 'shop', workload: 'client' }],
}));

function observationsOf(states: MeshStates) {
  return states.map(state => ({ state }));
}

/** A need of the entity whose annotations select `app=<app>`. */
function aNeed(
  app: string,
  states: MeshStates,
  overrides: Partial<DeclaredNeed> = {},
): DeclaredNeed {
  const entityRef = `component:default/${app}`;
  const entity = {
    kind: 'Component',
    metadata: {
      name: app,
      annotations: { 'backstage.io/kubernetes-label-selector': `app=${app}` },
    },
  };
  const match = matchEntity(entity, observationsOf(states));
  return {
    entityRef,
    relation: 'dependsOn',
    providers: [{ entityRef, match }],
    ...overrides,
  };
}

interface Given {
  readonly states?: MeshStates;
  readonly clients?: Parameters<typeof entityNeeds>[0]['clients'];
  readonly needs?: readonly DeclaredNeed[];
}

function needsWith(
  verdicts: Readonly<Record<string, ReachabilityVerdict>>,
  given: Given = {},
) {
  const { states = aMeshOfServices(), clients = CLIENTS } = given;
  return entityNeeds({
    context: createReachabilityContext(observationsOf(states), NOW, {
      federations: [],
    }),
    clients,
    needs: given.needs ?? [aNeed('orders', states)],
    judge: aJudge(verdicts),
    survey: aJudge(verdicts),
  });
}

describe('entityNeeds', () => {
  it.each<ReachabilityVerdict>([
    'reachable',
    'conditional',
    'unknown',
    'blocked',
  ])('takes the worst of the clusters: %s from west', verdict => {
    const [need] = needsWith({
      'east>east orders': 'reachable',
      'west>west orders': verdict,
    });

    expect(need).toMatchObject({
      entityRef: ORDERS,
      verdict,
      from: [
        { cluster: 'east', verdict: 'reachable' },
        { cluster: 'west', verdict },
      ],
    });
  });

  it('is partly reachable when one provider answers and another one does not', () => {
    const [need] = needsWith({
      'east>east orders': 'blocked',
      'east>west orders': 'reachable',
      'west>east orders': 'unknown',
      'west>west orders': 'conditional',
    });

    expect(need).toMatchObject({
      verdict: 'partly',
      summary: 'From east: blocked at east',
      from: [
        { verdict: 'partly', provider: 'east', port: 80 },
        { verdict: 'partly', provider: 'east', port: 80 },
      ],
    });
  });

  it('names the first cause of the provider that could have answered, with its fix', () => {
    const [need] = needsWith(
      { 'east>west only-west': 'blocked', 'west>west only-west': 'reachable' },
      { needs: [aNeed('only-west', aMeshOfServices())] },
    );

    expect(need).toMatchObject({
      verdict: 'blocked',
      from: [
        {
          cluster: 'east',
          provider: 'west',
          summary: 'blocked at west',
          client: { cluster: 'east', namespace: 'shop', workload: 'client' },
          entityRef: 'component:default/only-west',
          finding: {
            code: 'MF2001',
            message: 'east does not trust it.',
            fix: expect.any(String),
          },
        },
        { cluster: 'west', verdict: 'reachable' },
      ],
    });
    expect(need?.from[1]).not.toHaveProperty('finding');
  });

  it('calls a need blocked only when no provider may answer', () => {
    const [maybe] = needsWith({ 'east>west orders': 'unknown' });
    const [no] = needsWith({});

    expect(maybe?.from[0]).toMatchObject({ verdict: 'unknown' });
    expect(no?.from[0]).toMatchObject({ verdict: 'blocked' });
  });

  it('paints a cluster green only when every port and every workload gets through', () => {
    const states = withService(aMeshOfServices(), 'west', 'orders', {
      ports: [
        { name: 'http', port: 80, protocol: 'TCP' },
        { name: 'admin', port: 9000, protocol: 'TCP' },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
    });
    const clients = [
      {
        cluster: 'west',
        clients: ['client', 'worker'].map(workload => ({
          cluster: 'west',
          namespace: 'shop',
          workload,
        })),
      },
    ];
    const all = { 'west>west orders': 'reachable' } as const;

    const [green] = needsWith(all, { states, clients });
    const [port] = needsWith(
      { ...all, 'west>west orders:9000': 'blocked' },
      { states, clients },
    );
    const [workload] = needsWith(
      { ...all, 'west/worker>west orders:80': 'unknown' },
      { states, clients },
    );

    expect(green?.verdict).toBe('reachable');
    expect(port).toMatchObject({
      verdict: 'partly',
      summary: 'From west: shop/client to shop/orders:9000: blocked at west',
      from: [{ port: 9000 }],
    });
    expect(workload).toMatchObject({
      verdict: 'partly',
      summary: 'From west: shop/worker to shop/orders:80: unknown at west',
    });
  });

  it('asks a cluster whose Services are unknown as well', () => {
    const states = withUnknown(aMeshOfServices(), 'west', 'services');
    const [need] = needsWith(
      { 'east>west orders': 'unknown', 'west>west orders': 'unknown' },
      { states },
    );

    expect(need).toMatchObject({ verdict: 'unknown' });
  });

  it.each<[string, Partial<DeclaredNeed>, string, string]>([
    [
      'what the catalog does not show',
      { providers: [{ entityRef: ORDERS }] },
      'unknown',
      'The catalog does not show component:default/orders',
    ],
    [
      'an API that nobody provides',
      {
        entityRef: 'api:default/orders',
        relation: 'consumesApi',
        providers: [],
      },
      'no-service',
      'No component provides api:default/orders.',
    ],
    [
      'an entity without Kubernetes annotation',
      {
        providers: [
          { entityRef: ORDERS, match: { matchedBy: 'none', presence: [] } },
        ],
      },
      'no-service',
      'It has no Kubernetes annotation.',
    ],
    [
      'an API of a component that matches nothing',
      {
        relation: 'consumesApi',
        providers: [
          {
            entityRef: ORDERS,
            match: {
              matchedBy: 'kubernetes-id',
              presence: [{ cluster: 'east', presence: 'absent', services: [] }],
            },
          },
        ],
      },
      'no-service',
      'A component that provides it matches no Service in any cluster.',
    ],
    [
      'an entity of which it is not known where it runs',
      {
        providers: [
          {
            entityRef: ORDERS,
            match: {
              matchedBy: 'kubernetes-id',
              presence: [
                { cluster: 'east', presence: 'absent', services: [] },
                {
                  cluster: 'west',
                  presence: 'unknown',
                  services: [],
                  reason: 'the cluster is unreachable',
                },
              ],
            },
          },
        ],
      },
      'unknown',
      'It is not known whether it has Services (west: the cluster is unreachable).',
    ],
  ])('is never green for %s', (_, overrides, verdict, summary) => {
    const [need] = needsWith(
      {},
      { needs: [aNeed('orders', aMeshOfServices(), overrides)] },
    );

    expect(need).toMatchObject({ verdict, from: [] });
    expect(need?.summary).toContain(summary);
  });

  it('is unknown without a client', () => {
    const [need] = needsWith(
      { 'east>east orders': 'reachable' },
      {
        clients: [],
      },
    );

    expect(need).toMatchObject({ verdict: 'unknown', from: [] });
  });

  it('is never green by what it did not look at', () => {
    const east = (count: number) => [
      {
        cluster: 'east',
        clients: Array.from({ length: count }, (_, index) => ({
          cluster: 'east',
          namespace: 'shop',
          workload: `client-${index}`,
        })),
      },
    ];
    const states = aMeshOfServices();
    const both: DeclaredNeed = {
      ...aNeed('orders', states),
      providers: [aNeed('only-west', states), aNeed('orders', states)].flatMap(
        ({ providers }) => providers,
      ),
    };
    const verdicts = {
      'east>west only-west': 'reachable',
      'east>east orders': 'reachable',
    } as const;

    // Two providers of orders, and one of only-west: 50,000 cells are looked at.
    expect(
      needsWith(verdicts, { clients: east(20_000), needs: [both] }),
    ).toMatchObject([
      {
        verdict: 'unknown',
        summary: 'From east: 1 of its Services was not looked at.',
        from: [{ verdict: 'unknown' }],
      },
    ]);
    expect(
      needsWith(
        { ...verdicts, 'east>west only-west': 'blocked' },
        { clients: east(20_000), needs: [both] },
      ),
    ).toMatchObject([{ verdict: 'blocked' }]);
    expect(needsWith(verdicts, { clients: east(25_001) })).toMatchObject([
      {
        verdict: 'unknown',
        summary: '1 of its Services was not looked at.',
        from: [],
      },
    ]);
  });

  it('looks at no more for many needs than for one', () => {
    const clients = [
      {
        cluster: 'east',
        clients: Array.from({ length: 15_000 }, (_, index) => ({
          cluster: 'east',
          namespace: 'shop',
          workload: `client-${index}`,
        })),
      },
    ];
    const need = aNeed('orders', aMeshOfServices());

    const needs = needsWith(
      { 'east>east orders': 'reachable' },
      { clients, needs: [need, { ...need, relation: 'consumesApi' }] },
    );

    expect(needs.map(({ verdict }) => verdict).sort()).toEqual([
      'reachable',
      'unknown',
    ]);
  });

  it('sorts broken first, then by name, and what has no Service last', () => {
    const states = aMeshOfServices();
    const none = { providers: [] };
    const needs = [
      aNeed('none', states, { entityRef: 'component:default/a', ...none }),
      aNeed('orders', states, { entityRef: 'component:default/z' }),
      aNeed('orders', states, { entityRef: 'component:default/b' }),
      aNeed('only-west', states),
    ];
    const sorted = needsWith(
      {
        'east>east orders': 'reachable',
        'west>west orders': 'reachable',
        'east>west only-west': 'unknown',
      },
      { needs },
    );

    expect(sorted.map(({ entityRef }) => entityRef)).toEqual([
      'component:default/only-west',
      'component:default/b',
      'component:default/z',
      'component:default/a',
    ]);
  });
});
