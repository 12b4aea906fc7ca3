import { describeFindingCases } from '../__testUtils__/describeFindingCases';
import { judgeCase } from '../__testUtils__/judgeCase';
import { LOCAL, aDestinationRule } from '../__testUtils__/policyCases';
import {
  SUBSET_V1,
  aRoute,
  aSidecar,
  aVirtualService,
  trafficCases,
  withEntry,
  withRoutes,
  withSubset,
} from '../__testUtils__/trafficCases';
import {
  OBSERVED_AT,
  aGateway,
  aMeshOfServices,
  aPod,
  aService,
  withConfiguration,
  withMorePods,
  withPods,
  withService,
  withSettings,
  withState,
  withUnknown,
  withUnknownKind,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import {
  observed,
  type HttpRoute,
  type RouteMatch,
  type ServiceEntry,
  type Unread,
  type VirtualService,
} from '../../../../model';
import type { LegCase } from '../__testUtils__/FindingCases';
import { trafficLeg } from './traffic';
import { mapObserved } from '../../lookup/lookUp';
import { optional } from '../../../../model/basics/optional';

describeFindingCases(trafficLeg, trafficCases);

const judge = (states: MeshStates, query: LegCase['query'] = {}) =>
  judgeCase(trafficLeg, { states: () => states, query });

const codes = (states: MeshStates, query?: LegCase['query']) =>
  judge(states, query).findings.map(({ code }) => code);

const conditions = (states: MeshStates, query?: LegCase['query']) =>
  judge(states, query).conditions.map(({ on, text }) => `${on}: ${text}`);

const ANY = { client: { cluster: 'east' } };
const ABORT = { abort: { percent: 100, status: 503 } };
const mesh = aMeshOfServices;

const withServices = (
  ...virtualServices: readonly VirtualService[]
): MeshStates => withConfiguration(mesh(), 'east', { virtualServices });

describe('trafficLeg and the port of the Pods', () => {
  const declaring = (...containerPorts: readonly number[]) =>
    withPods(mesh(), 'west', 'orders', pod => ({ ...pod, containerPorts }));

  it('does not know whether anybody listens on a port that no container declares, while they declare others', () => {
    expect(judge(declaring(9000, 9090))).toMatchObject({
      status: 'unknown',
      missing: [
        {
          cluster: 'west',
          what: 'whether Deployment shop/orders listens on port 8080, the target port of the Service',
          reason: 'its containers declare 9000, 9090',
        },
      ],
    });
  });

  it.each([
    ['it is declared', declaring(8080, 9090)],
    ['none is declared', mesh()],
    [
      'one of two Pods declares it',
      withMorePods(declaring(9090), 'west', [
        aPod('orders', 'west', {
          name: 'orders-2',
          ips: ['10.2.0.99'],
          containerPorts: [8080],
        }),
      ]),
    ],
  ])('takes the port for granted where %s', (_, states) => {
    expect(judge(states).status).toBe('satisfied');
  });
});

describe('trafficLeg and a target port that is a name', () => {
  it('finds no endpoint where no container has it', () => {
    const states = withService(mesh(), 'west', 'orders', {
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'web' }],
    });
    expect(judge(states)).toMatchObject({
      status: 'violated',
      summary:
        'Service shop/orders has no endpoint in west: no container of its Pods has a port named "web".',
    });
  });
});

const toMachines: Partial<ServiceEntry> = {
  endpoints: [],
  workloadSelector: { app: 'orders' },
};

const withTarget = (targetPort: number): Partial<ServiceEntry> => ({
  ...toMachines,
  ports: [{ name: 'http', number: 80, protocol: 'HTTP', targetPort }],
});

describe('trafficLeg and ServiceEntries', () => {
  it.each<[string, MeshStates]>([
    ['has endpoints', withEntry()],
    [
      'has endpoints of another network',
      withEntry({ endpoints: [{ network: 'vm' }] }),
    ],
    [
      'selects a WorkloadEntry',
      withConfiguration(
        withEntry({ ...toMachines, workloadSelector: { app: 'vm' } }),
        'east',
        {
          workloadEntries: [
            {
              object: {
                apiVersion: 'networking.istio.io/v1',
                kind: 'WorkloadEntry',
                namespace: 'shop',
                name: 'machine',
              },
              labels: { app: 'vm' },
              ports: {},
              address: '192.0.2.9',
            },
          ],
        },
      ),
    ],
    ['selects Pods that do not listen on its port', withEntry(toMachines)],
    [
      'selects other Pods, which are not known to listen',
      withEntry({ ...withTarget(8080), workloadSelector: { app: 'client' } }),
    ],
  ])('says that requests go elsewhere where one %s', (_, states) => {
    expect(conditions(states)).toEqual([
      'endpoint: Some requests go to the endpoints of ServiceEntry shop/more in east instead.',
    ]);
  });

  it.each<[string, Partial<ServiceEntry>]>([
    ['has no endpoint', { endpoints: [] }],
    ['has a name for an address', { endpoints: [{ address: 'db.example' }] }],
    ['is for another host', { hosts: ['paper.shop.svc.cluster.local'] }],
    ['is for a host with a wildcard', { hosts: ['*.shop.svc.cluster.local'] }],
    [
      'calls the port otherwise',
      { ports: [{ name: 'web', number: 80, protocol: 'HTTP' }] },
    ],
    ['selects the Pods of the Service', withTarget(8080)],
    [
      'selects nothing',
      { endpoints: [], workloadSelector: { app: 'nothing' } },
    ],
  ])('says nothing of one that %s', (_, entry) => {
    expect(conditions(withEntry(entry))).toEqual([]);
  });

  it('says that requests go to Pods of another cluster whose Service has no endpoints', () => {
    const states = withState(withEntry(withTarget(8080)), 'west', {
      endpointSlices: observed([], OBSERVED_AT),
    });
    expect(conditions(states, LOCAL)).toEqual([
      'endpoint: Some requests go to the endpoints of ServiceEntry shop/more in east instead.',
    ]);
  });

  it('takes Pods that it selects for endpoints in the own cluster', () => {
    const guest = withoutSidecar(
      aPod('guest', 'east', { ips: ['10.1.0.66'], containerPorts: [8080] }),
    );
    const states = withMorePods(
      withEntry({ ...withTarget(8080), workloadSelector: { app: 'guest' } }),
      'east',
      [guest],
    );
    const { evidence } = judge(states, LOCAL);
    expect(evidence).toContainEqual(
      expect.objectContaining({ value: '2 of 2 ready' }),
    );
    expect(judge(states).evidence).toContainEqual(
      expect.objectContaining({ value: '1 of 1 ready' }),
    );
  });

  it('does not know what one selects where WorkloadEntries of any cluster are not observed', () => {
    expect(
      judge(
        withUnknownKind(withEntry(withTarget(8080)), 'west', 'workloadEntries'),
      ).status,
    ).toBe('unknown');
  });

  it('does not know where ServiceEntries are not observed', () => {
    expect(
      judge(withUnknownKind(mesh(), 'east', 'serviceEntries')),
    ).toMatchObject({
      status: 'unknown',
      missing: [expect.objectContaining({ what: 'ServiceEntries' })],
    });
  });
});

const onPath = (value: string): readonly RouteMatch[] => [
  { request: [{ field: 'uri', by: 'prefix', value }] },
];

describe('trafficLeg and VirtualServices', () => {
  it.each<[string, readonly HttpRoute[], readonly string[]]>([
    [
      'some paths are aborted',
      [aRoute({ match: onPath('/admin'), ...ABORT }), aRoute()],
      [
        'request: Not with path prefix /admin: VirtualService shop/orders in east answers requests to orders.shop.svc.cluster.local with 503 (spec.http[0].fault.abort).',
      ],
    ],
    [
      'a path that reads like another condition is aborted',
      [aRoute({ match: onPath('/a and port 81'), ...ABORT }), aRoute()],
      [
        'request: Not with path prefix /a and port 81: VirtualService shop/orders in east answers requests to orders.shop.svc.cluster.local with 503 (spec.http[0].fault.abort).',
      ],
    ],
    [
      'only some paths arrive',
      [aRoute({ match: onPath('/api') }), aRoute(ABORT)],
      [
        'request: Only with path prefix /api: VirtualService shop/orders in east answers requests to orders.shop.svc.cluster.local with 503 (spec.http[1].fault.abort).',
      ],
    ],
    [
      'some paths alone have a route',
      [aRoute({ match: onPath('/api') })],
      [
        'request: Only with path prefix /api: VirtualService shop/orders has no route for other requests.',
      ],
    ],
    [
      'some requests are aborted',
      [aRoute({ abort: { percent: 25 } })],
      [
        'request: 25 % of the requests are aborted by VirtualService shop/orders.',
      ],
    ],
    [
      'some requests go elsewhere',
      [
        aRoute({
          route: [
            { host: 'orders', weight: 75 },
            { host: 'only-west', weight: 25 },
          ],
        }),
      ],
      [
        'request: Not for about 25 % of the requests: VirtualService shop/orders in east sends requests to orders.shop.svc.cluster.local to only-west.shop.svc.cluster.local:80 (spec.http[0].route).',
      ],
    ],
    [
      'another client is meant',
      [
        aRoute({ match: [{ sourceNamespace: 'web', request: [] }], ...ABORT }),
        aRoute(),
      ],
      [],
    ],
    [
      'another label is meant',
      [
        aRoute({
          match: [{ sourceLabels: { app: 'web' }, request: [] }],
          ...ABORT,
        }),
        aRoute(),
      ],
      [],
    ],
    [
      'another port is meant',
      [aRoute({ match: [{ port: 443, request: [] }], ...ABORT })],
      [],
    ],
  ])('says what it means that %s', (_, routes, expected) => {
    expect(conditions(withRoutes(routes))).toEqual(expected);
    expect(codes(withRoutes(routes))).toEqual([]);
  });

  it.each<[string, HttpRoute]>([
    [
      'namespace',
      aRoute({ match: [{ sourceNamespace: 'shop', request: [] }], ...ABORT }),
    ],
    [
      'label',
      aRoute({
        match: [{ sourceLabels: { app: 'client' }, request: [] }],
        ...ABORT,
      }),
    ],
    [
      'namespace and port',
      aRoute({
        match: [{ sourceNamespace: 'shop', port: 80, request: [] }],
        ...ABORT,
      }),
    ],
  ])('knows the client by its %s', (_, route) => {
    expect(codes(withRoutes([route, aRoute()]))).toEqual(['MF6115']);
  });

  it.each<[string, Partial<VirtualService> & { readonly namespace?: string }]>([
    ['it is for a gateway alone', { gateways: ['istio-system/ingress'] }],
    [
      'it is not exported to the client',
      {
        namespace: 'web',
        hosts: ['orders.shop.svc.cluster.local'],
        exportTo: ['.'],
      },
    ],
    ['it is for another host', { hosts: ['only-west'] }],
  ])('leaves out a VirtualService when %s', (_, overrides) => {
    expect(
      codes(withServices(aVirtualService([aRoute(ABORT)], overrides))),
    ).toEqual([]);
  });

  it('takes an exact host before a wildcard', () => {
    expect(
      codes(
        withServices(
          aVirtualService([aRoute(ABORT)], {
            name: 'all',
            hosts: ['*.shop.svc.cluster.local'],
          }),
          aVirtualService([aRoute()]),
        ),
      ),
    ).toEqual([]);
  });

  it('follows a delegate', () => {
    const root = aVirtualService([
      aRoute({ route: [], delegate: { name: 'routes' } }),
    ]);
    expect(
      codes(
        withServices(
          root,
          aVirtualService([aRoute(ABORT)], { name: 'routes', hosts: [] }),
        ),
      ),
    ).toEqual(['MF6115']);
    expect(codes(withServices(root))).toEqual([]);
  });

  it.each<[string, Partial<VirtualService> & { readonly namespace?: string }]>([
    ['with hosts', {}],
    [
      'that is not exported to the root',
      { hosts: [], namespace: 'other', exportTo: ['.'] },
    ],
  ])('follows no delegate %s', (_, overrides) => {
    const { namespace = 'shop' } = overrides;
    expect(
      codes(
        withServices(
          aVirtualService([
            aRoute({ route: [], delegate: { namespace, name: 'routes' } }),
          ]),
          aVirtualService([aRoute(ABORT)], {
            name: 'routes',
            ...overrides,
            ...(overrides.hosts === undefined && { hosts: ['elsewhere'] }),
          }),
        ),
      ),
    ).toEqual([]);
  });

  it.each([
    ['east', []],
    ['west', ['MF6115']],
  ])(
    'applies HTTP routes by the protocol of the client: TCP in %s',
    (cluster, found) => {
      expect(
        codes(
          withService(withRoutes([aRoute(ABORT)]), cluster, 'orders', {
            ports: [
              {
                name: 'http',
                port: 80,
                protocol: 'TCP',
                targetPort: '8080',
                appProtocol: 'tcp',
              },
            ],
          }),
        ),
      ).toEqual(found);
    },
  );

  it("takes the gateway's own labels of a subset", () => {
    const states = withConfiguration(
      withSubset({ defined: ['east', 'west'], labelled: true }),
      'west',
      {
        destinationRules: [
          aDestinationRule(undefined, {
            subsets: [{ ...SUBSET_V1, labels: { version: 'v2' } }],
          }),
        ],
      },
    );
    expect(judge(states).findings).toMatchObject([
      { code: 'MF6112', cluster: 'west' },
    ]);
  });
});

describe('trafficLeg and the client', () => {
  const hiding = withConfiguration(mesh(), 'east', {
    sidecars: [
      aSidecar(['istio-system/*'], {
        name: 'mine',
        workloadSelector: { app: 'client' },
      }),
    ],
  });

  it('says which clients do not see the Service when any is asked for', () => {
    expect(conditions(hiding, ANY)).toEqual([
      expect.stringMatching(
        /^client: Not from shop\/client: Sidecar shop\/mine in east hides /,
      ),
    ]);
  });

  it('lets hidden requests out to endpoints of the same cluster', () => {
    expect(codes(hiding, LOCAL)).toEqual([]);
  });

  it.each<[string, MeshStates]>([
    [
      'the mesh config',
      withSettings(hiding, 'east', { outboundTrafficPolicy: 'REGISTRY_ONLY' }),
    ],
    [
      'the Sidecar',
      withConfiguration(mesh(), 'east', {
        sidecars: [
          aSidecar(['istio-system/*'], {
            outboundTrafficPolicy: 'REGISTRY_ONLY',
          }),
        ],
      }),
    ],
  ])('keeps them in when %s says so', (_, states) => {
    expect(codes(states, LOCAL)).toEqual(['MF6105']);
  });

  it('says which clients a DestinationRule is for', () => {
    const states = withConfiguration(mesh(), 'east', {
      destinationRules: [
        aDestinationRule('DISABLE', { workloadSelector: { app: 'client' } }),
      ],
    });
    expect(codes(states)).toEqual(['MF6107']);
    expect(conditions(states, ANY)).toEqual([
      expect.stringMatching(/^client: Not from shop\/client: DestinationRule/),
    ]);
  });

  it.each<[string, string, string, readonly string[], number]>([
    ['the same node', 'n1', 'n1', [], 0],
    ['another node', 'n1', 'n2', ['MF6104'], 0],
  ])(
    'knows that the endpoint is on %s',
    (_, clientNode, serverNode, expected, count) => {
      const states = withPods(
        withPods(
          withService(mesh(), 'east', 'orders', {
            internalTrafficPolicy: 'Local',
          }),
          'east',
          'client',
          pod => ({ ...pod, node: clientNode }),
        ),
        'east',
        'orders',
        pod => ({ ...pod, node: serverNode }),
      );
      expect(codes(states, LOCAL)).toEqual(expected);
      expect(conditions(states, LOCAL)).toHaveLength(count);
    },
  );

  it('says that nodes matter when they are not told', () => {
    expect(
      conditions(
        withService(mesh(), 'east', 'orders', {
          internalTrafficPolicy: 'Local',
        }),
        LOCAL,
      ),
    ).toEqual([expect.stringContaining('Only on nodes')]);
  });
});

describe('trafficLeg and the mesh config', () => {
  it.each<[string, string, readonly string[]]>([
    ['kube-system', 'dns', ['MF6103']],
    ['default', 'kubernetes', ['MF6103']],
    ['shop', 'orders', []],
  ])(
    'knows the hosts of %s that are cluster-local',
    (namespace, name, expected) => {
      const found = codes(mesh(), { service: { namespace, name } });
      expect(found.filter(code => code === 'MF6103')).toEqual(expected);
    },
  );

  it('lets a setting take back a default', () => {
    const states = withSettings(mesh(), 'east', {
      serviceSettings: [
        { clusterLocal: false, hosts: ['*.kube-system.svc.cluster.local'] },
      ],
    });
    expect(
      codes(states, { service: { namespace: 'kube-system', name: 'dns' } }),
    ).not.toContain('MF6103');
  });
});

describe('trafficLeg and what it does not interpret', () => {
  const filter = (namespace: string, workloadSelector?: { app: string }) => ({
    object: {
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'EnvoyFilter',
      namespace,
      name: 'limits',
    },
    ...optional({ workloadSelector }),
  });

  it.each<[Unread['at'], string, ReturnType<typeof filter>, readonly string[]]>(
    [
      [
        'client',
        'east',
        filter('shop', { app: 'client' }),
        ['EnvoyFilter shop/limits in east selects the client.'],
      ],
      [
        'server',
        'west',
        filter('istio-system'),
        ['EnvoyFilter istio-system/limits in west selects the server.'],
      ],
    ],
  )(
    'is unknown when an EnvoyFilter selects the %s',
    (role, cluster, item, texts) => {
      const states = withConfiguration(mesh(), cluster, {
        proxyExtensions: [item],
      });
      expect(judge(states)).toMatchObject({
        status: 'unknown',
        summary: `${texts[0]} What it does is not interpreted.`,
        unread: texts.map(text => ({ at: role, text })),
      });
    },
  );

  it('does not care for an EnvoyFilter for another side of the client', () => {
    const item = { ...filter('shop'), sides: ['server', 'gateway'] as const };
    const states = withConfiguration(mesh(), 'east', {
      proxyExtensions: [item],
    });
    expect(judge(states)).toMatchObject({ status: 'satisfied', unread: [] });
  });

  it('does not care for an EnvoyFilter that selects neither', () => {
    const states = withConfiguration(mesh(), 'east', {
      proxyExtensions: [filter('shop', { app: 'orders' })],
    });
    expect(judge(states)).toMatchObject({ status: 'satisfied', unread: [] });
  });

  describe('of another revision that runs beside', () => {
    const canary = (states: MeshStates) =>
      withConfiguration(
        withState(states, 'west', ({ controlPlanes }) => ({
          controlPlanes: mapObserved(controlPlanes, planes => [
            ...planes,
            { ...planes[0]!, revision: 'canary' },
          ]),
        })),
        'west',
        {
          destinationRules: [
            {
              ...aDestinationRule(undefined, { host: '*.nowhere.example' }),
              revision: 'canary',
            },
          ],
        },
      );

    it('is unknown when a server is of that revision', () => {
      const states = withPods(canary(mesh()), 'west', 'orders', pod => ({
        ...pod,
        proxy: { ...pod.proxy!, revision: 'canary' },
      }));
      expect(judge(states).unread).toEqual([
        { at: 'server', text: expect.stringContaining('revision canary') },
      ]);
    });

    it('does not care when neither is', () => {
      expect(judge(canary(mesh())).unread).toEqual([]);
    });
  });

  it('is unknown when an EnvoyFilter selects the gateway between', () => {
    const namespace = 'istio-system';
    const gateway = aPod('gateway', 'west', {
      namespace,
      labels: { 'gateway.networking.k8s.io/gateway-name': 'eastwest' },
    });
    const states = withConfiguration(
      withMorePods(
        withState(mesh(), 'west', {
          gateways: observed(
            [
              aGateway('west', {
                object: {
                  apiVersion: 'gateway.networking.k8s.io/v1',
                  kind: 'Gateway',
                  namespace,
                  name: 'eastwest',
                },
              }),
            ],
            OBSERVED_AT,
          ),
        }),
        'west',
        [gateway],
      ),
      'west',
      {
        proxyExtensions: [
          {
            ...filter(namespace),
            workloadSelector: gateway.labels,
          },
        ],
      },
    );

    expect(judge(states).unread).toEqual([
      {
        at: 'gateway',
        text: 'EnvoyFilter istio-system/limits in west selects the gateway.',
      },
    ]);
  });

  it('is unknown when they are not observed', () => {
    expect(
      judge(withUnknownKind(mesh(), 'east', 'proxyExtensions')).unread,
    ).toContainEqual({
      at: 'client',
      text: expect.stringContaining('TrafficExtensions east has'),
    });
  });

  it('is unknown when a Sidecar replaces the inbound listeners of the server', () => {
    expect(
      judge(
        withConfiguration(mesh(), 'west', {
          sidecars: [
            aSidecar(['*/*'], {
              ingress: [{ port: 8080, protocol: 'HTTP', special: true }],
            }),
          ],
        }),
      ).unread,
    ).toEqual([
      {
        at: 'server',
        text: expect.stringContaining('a capture mode or TLS of their own'),
      },
    ]);
  });

  describe('labels of ambient', () => {
    const waypoint = (states: MeshStates) =>
      withService(states, 'west', 'orders', {
        labels: { 'istio.io/use-waypoint': 'waypoint' },
      });
    const captured = (states: MeshStates) =>
      withPods(states, 'east', 'orders', pod =>
        withoutSidecar({
          ...pod,
          labels: { ...pod.labels, 'istio.io/dataplane-mode': 'ambient' },
        }),
      );
    const withAmbient = (value: boolean) =>
      mesh().map(state => ({
        ...state,
        ambient: observed(value, OBSERVED_AT),
      })) as unknown as MeshStates;

    it('says that it does not know what a waypoint or ztunnel does', () => {
      expect(judge(waypoint(withAmbient(true))).status).toBe('unknown');
      expect(judge(captured(withAmbient(true)), LOCAL).status).toBe('unknown');
    });

    it('ignores them where there is no ambient', () => {
      expect(judge(waypoint(withAmbient(false))).status).toBe('satisfied');
      expect(judge(captured(withAmbient(false)), LOCAL).status).toBe(
        'satisfied',
      );
    });

    it('does not know whether they count where it is not known', () => {
      expect(
        judge(withUnknown(waypoint(mesh()), 'west', 'ambient')),
      ).toMatchObject({
        status: 'unknown',
        missing: [{ reason: 'it is not known whether ambient is installed' }],
      });
    });
  });

  describe('requests that are not captured', () => {
    const EXCLUDE = 'traffic.sidecar.istio.io/excludeOutboundIPRanges';
    const INCLUDE = 'traffic.sidecar.istio.io/includeOutboundIPRanges';
    const PORTS = 'traffic.sidecar.istio.io/includeOutboundPorts';
    const withClient = (
      annotations: Readonly<Record<string, string>>,
      addresses: readonly string[] | undefined = ['10.96.0.7'],
    ) =>
      withPods(
        withService(mesh(), 'east', 'orders', { ...optional({ addresses }) }),
        'east',
        'client',
        pod => ({ ...pod, annotations }),
      );

    it.each<[Readonly<Record<string, string>>, string]>([
      [{ [EXCLUDE]: '10.96.0.0/16' }, 'violated'],
      [{ [EXCLUDE]: '10.97.0.0/16' }, 'satisfied'],
      [{ [INCLUDE]: '10.97.0.0/16' }, 'violated'],
      [{ [INCLUDE]: '' }, 'violated'],
      [{ [INCLUDE]: '10.96.0.0/16' }, 'satisfied'],
      [{ [INCLUDE]: '*' }, 'satisfied'],
      [{ [INCLUDE]: '', [PORTS]: '80' }, 'satisfied'],
      [{ [INCLUDE]: '', [PORTS]: '81' }, 'violated'],
      [{ [EXCLUDE]: '10.96.0.7/32', [PORTS]: '80' }, 'violated'],
    ])('with %j are %s', (annotations, status) => {
      const answer = judge(withClient(annotations));
      expect(answer.status).toBe(status);
      expect(answer.findings.map(({ code }) => code)).toEqual(
        status === 'violated' ? ['MF6143'] : [],
      );
    });

    it('are unknown without one address that all requests go to', () => {
      const excluded = { [EXCLUDE]: '10.96.0.0/16' };
      expect(
        judge(withClient(excluded, ['10.96.0.7', 'fd00::7'])),
      ).toMatchObject({ status: 'unknown' });
      expect(
        judge(
          withPods(mesh(), 'east', 'client', pod => ({
            ...pod,
            annotations: excluded,
          })),
        ).status,
      ).toBe('unknown');
    });

    it('are unknown where some containers run as the proxy', () => {
      expect(
        judge(
          withPods(mesh(), 'east', 'client', pod => ({
            ...pod,
            asProxy: 'some',
          })),
        ).status,
      ).toBe('unknown');
    });

    it('are those of a Sidecar whose listener has an address of its own', () => {
      const withEgress = (apart?: true) =>
        withConfiguration(mesh(), 'east', {
          sidecars: [
            aSidecar([], {
              egress: [{ hosts: ['*/*'], port: 80, ...optional({ apart }) }],
            }),
          ],
        });
      expect(judge(withEgress()).status).toBe('satisfied');
      expect(judge(withEgress(true)).findings).toMatchObject([
        { code: 'MF6105' },
      ]);
    });

    describe('where a listener with an address of its own has the port', () => {
      const judgeEgress = (
        routed: string,
        captured: string,
        name = 'http',
        states = mesh(),
      ) =>
        judge(
          withState(
            withConfiguration(states, 'east', {
              sidecars: [
                aSidecar([], {
                  egress: [
                    { hosts: [routed], port: 80, apart: true },
                    { hosts: [captured] },
                  ],
                }),
              ],
            }),
            'east',
            ({ services }) => ({
              services: mapObserved(services, items => [
                ...items,
                aService('other', {
                  namespace: 'web',
                  ports: [
                    { port: 80, protocol: 'TCP', targetPort: '80', name },
                  ],
                }),
              ]),
            }),
          ),
        );

      it.each([
        ['both show the host', '*/*', '*/*', 'satisfied'],
        [
          'it shows the host, and another Service makes the other one',
          '*/*',
          'web/*',
          'satisfied',
        ],
        ['only the other one shows the host', 'web/*', '*/*', 'violated'],
        ['none shows the host', 'web/*', 'web/*', 'violated'],
        [
          'it shows the host, and nothing makes the other one',
          '*/*',
          'none/*',
          'violated',
        ],
      ])('and %s', (_, routed, captured, status) => {
        expect(judgeEgress(routed, captured).status).toBe(status);
      });

      it('does not take a port of TCP for one that makes the other listener', () => {
        expect(judgeEgress('*/*', 'web/*', 'tcp').status).toBe('violated');
      });

      it('does not know whether a Service of another cluster makes the other listener', () => {
        const withOther = withState(
          aMeshOfServices(),
          'west',
          ({ services }) => ({
            services: mapObserved(services, items => [
              ...items,
              aService('other', { namespace: 'web' }),
            ]),
          }),
        );
        expect(judgeEgress('*/*', 'web/*', 'tcp', withOther).status).toBe(
          'unknown',
        );
      });

      it('mends the listener that lacks the host', () => {
        expect(judgeEgress('web/*', '*/*').findings[0]?.remedy).toMatchObject({
          text: expect.stringContaining('/spec/egress/0/hosts/-'),
        });
        expect(
          judgeEgress('web/*', 'web/*').findings[0]?.remedy,
        ).toBeUndefined();
      });
    });
  });

  it('says which endpoints a subjectAltName is not of', () => {
    const states = withMorePods(
      withConfiguration(mesh(), 'east', {
        destinationRules: [
          aDestinationRule(undefined, {
            trafficPolicy: {
              tlsMode: 'ISTIO_MUTUAL',
              subjectAltNames: ['spiffe://cluster.local/ns/shop/sa/orders'],
              ports: [],
            },
          }),
        ],
      }),
      'west',
      [
        aPod('orders', 'west', {
          name: 'orders-2',
          ips: ['10.2.0.78'],
          serviceAccount: 'other',
        }),
      ],
    );
    expect(conditions(states)).toEqual([
      expect.stringMatching(/^endpoint: Not to shop\/orders: /),
    ]);
  });
});
