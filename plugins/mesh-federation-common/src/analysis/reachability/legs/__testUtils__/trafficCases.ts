import {
  aMeshOfServices,
  aPod,
  NOW,
  withConfiguration,
  withMorePods,
  withPods,
  withService,
  withSettings,
  withState,
  withUnknown,
  withUnknownKind,
  withUnknownMeshConfig,
  withoutSidecar,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type {
  DestinationRule,
  HttpRoute,
  LegResult,
  RouteMatch,
  ServiceEntry,
  WorkloadEntry,
  Sidecar,
  VirtualService,
} from '../../../../model';
import { mapObserved } from '../../lookup/lookUp';
import type { FindingCase, FindingCases } from './FindingCases';
import { aDestinationRule, LOCAL } from './policyCases';
import { withBalancing, withTraveller } from './regions';
import { optional } from '../../../../model/basics/optional';

const mesh = aMeshOfServices;

const shareOut = (...to: readonly string[]) => ({
  enabled: true,
  distribute: [{ from: 'us-east', to }],
});
const HOST = 'orders.shop.svc.cluster.local';

/** A Sidecar of namespace `shop` with one egress listener for all ports. */
export function aSidecar(
  hosts: readonly string[],
  overrides: Partial<Sidecar> & {
    readonly namespace?: string;
    readonly name?: string;
  } = {},
): Sidecar {
  const { namespace = 'shop', name = 'default', ...rest } = overrides;
  return {
    object: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      namespace,
      name,
    },
    createdAt: NOW,
    egress: [{ hosts }],
    ingress: [],
    ...rest,
  };
}

/** Sends everything to `orders`, unless changed. */
export function aRoute(overrides: Partial<HttpRoute> = {}): HttpRoute {
  return {
    match: [],
    redirect: false,
    route: [{ host: HOST }],
    ...overrides,
  };
}

/** A VirtualService of namespace `shop` for `orders`. */
export function aVirtualService(
  http: readonly HttpRoute[],
  overrides: Partial<VirtualService> & {
    readonly namespace?: string;
    readonly name?: string;
  } = {},
): VirtualService {
  const { namespace = 'shop', name = 'orders', ...rest } = overrides;
  return {
    object: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      namespace,
      name,
    },
    createdAt: NOW,
    hosts: ['orders'],
    gateways: [],
    http,
    tcp: [],
    ...rest,
  };
}

export const withRoutes = (
  http: readonly HttpRoute[],
  states: MeshStates = mesh(),
): MeshStates =>
  withConfiguration(states, 'east', {
    virtualServices: [aVirtualService(http)],
  });

export const SUBSET_V1 = { name: 'v1', labels: { version: 'v1' } };
const toV1 = [aRoute({ route: [{ host: 'orders', subset: 'v1' }] })];

/**
 * Requests of east go to subset v1, which DestinationRules of these clusters define and Pods of
 * these have.
 */
export function withSubset(options: {
  readonly defined: readonly string[];
  readonly labelled: boolean;
}): MeshStates {
  const states = options.defined.reduce(
    (all, cluster) =>
      withConfiguration(all, cluster, {
        destinationRules: [
          aDestinationRule(undefined, { subsets: [SUBSET_V1] }),
        ],
      }),
    withRoutes(toV1),
  );
  return options.labelled
    ? withPods(states, 'west', 'orders', pod => ({
        ...pod,
        labels: { ...pod.labels, version: 'v1' },
      }))
    : states;
}

const withRule = (
  cluster: string,
  ...rules: Parameters<typeof aDestinationRule>
): MeshStates =>
  withConfiguration(mesh(), cluster, {
    destinationRules: [aDestinationRule(...rules)],
  });

const withSidecar = (...sidecars: readonly Sidecar[]): MeshStates =>
  withConfiguration(mesh(), 'east', { sidecars });

const withSans = (...names: readonly string[]): MeshStates =>
  withRule('east', undefined, {
    trafficPolicy: {
      tlsMode: 'ISTIO_MUTUAL',
      subjectAltNames: names,
      ports: [],
    },
  });

const withUserOfProxy = (name: string) =>
  withPods(mesh(), 'east', name, pod => ({ ...pod, asProxy: 'all' }));

const withExcludedPort = (ports: string): MeshStates =>
  withPods(mesh(), 'east', 'client', pod => ({
    ...pod,
    annotations: { 'traffic.sidecar.istio.io/excludeOutboundPorts': ports },
  }));

const noRules = {
  when: "DestinationRules of the client's cluster are not observed",
  states: () => withUnknownKind(mesh(), 'east', 'destinationRules'),
};

const noRoutes = {
  when: "VirtualServices of the client's cluster are not observed",
  states: () => withUnknownKind(mesh(), 'east', 'virtualServices'),
};

const about = (cluster: string, kind: string, remedy?: RegExp) => ({
  findings: [
    expect.objectContaining({
      cluster,
      object: expect.objectContaining({ kind }),
      ...optional({
        remedy: remedy
          ? expect.objectContaining({
              text: expect.stringMatching(remedy),
            })
          : undefined,
      }),
    }),
  ],
});

const endpointCases: FindingCases = {
  MF6101: {
    positive: {
      when: 'no Pod stands behind the Service',
      states: () => withPods(mesh(), 'west', 'orders', () => undefined),
      expected: about('west', 'Service', /--selector app=orders/),
    },
    negative: { when: 'a Pod does', states: mesh },
    unknown: {
      when: 'EndpointSlices are not observed',
      states: () => withUnknown(mesh(), 'west', 'endpointSlices'),
    },
  },
  MF6102: {
    positive: {
      when: 'no Pod is ready',
      states: () =>
        withPods(mesh(), 'west', 'orders', pod => ({ ...pod, ready: false })),
      expected: about('west', 'Service', /describe pod orders-1/),
    },
    negative: {
      when: 'one of two Pods is ready',
      states: () =>
        withMorePods(mesh(), 'west', [
          aPod('orders', 'west', {
            name: 'orders-2',
            ips: ['10.2.0.99'],
            ready: false,
          }),
        ]),
    },
    unknown: {
      when: 'EndpointSlices are not observed',
      states: () => withUnknown(mesh(), 'west', 'endpointSlices'),
    },
  },
  MF6103: {
    positive: {
      when: "the mesh config of the client's cluster makes the host cluster-local",
      states: () =>
        withSettings(mesh(), 'east', {
          serviceSettings: [
            { clusterLocal: true, hosts: ['*.shop.svc.cluster.local'] },
          ],
        }),
      expected: about('east', 'ConfigMap'),
    },
    negative: {
      when: 'a more specific host takes it back',
      states: () =>
        withSettings(mesh(), 'east', {
          serviceSettings: [
            { clusterLocal: true, hosts: ['*.shop.svc.cluster.local'] },
            { clusterLocal: false, hosts: [HOST] },
          ],
        }),
    },
    unknown: {
      when: "the mesh config of the client's cluster is not observed",
      states: () => withUnknownMeshConfig(mesh(), 'east'),
    },
  },
  MF6104: {
    positive: {
      when: "the Service in the client's cluster keeps requests on their node",
      states: () =>
        withService(mesh(), 'east', 'orders', {
          internalTrafficPolicy: 'Local',
        }),
      expected: about(
        'east',
        'Service',
        /internalTrafficPolicy","value":"Cluster/,
      ),
    },
    negative: {
      when: "only the Service in the provider's cluster does",
      states: () =>
        withService(mesh(), 'west', 'orders', {
          internalTrafficPolicy: 'Local',
        }),
    },
    unknown: {
      when: "Services of the client's cluster are not observed",
      states: () => withUnknown(mesh(), 'east', 'services'),
    },
  },
};

const sidecarCases: FindingCases = {
  MF6105: {
    positive: {
      when: 'the egress of the Sidecar leaves out the Service',
      states: () => withSidecar(aSidecar(['istio-system/*'])),
      expected: about(
        'east',
        'Sidecar',
        /sidecar\.networking\.istio\.io default --namespace shop .*\/spec\/egress\/0\/hosts\/-/,
      ),
    },
    negative: {
      when: 'it shows the own namespace',
      states: () => withSidecar(aSidecar(['./*', 'istio-system/*'])),
    },
    unknown: {
      when: "Sidecars of the client's cluster are not observed",
      states: () => withUnknownKind(mesh(), 'east', 'sidecars'),
    },
  },
  MF6143: {
    positive: {
      when: 'the client runs as the user of its proxy',
      states: () => withUserOfProxy('client'),
    },
    negative: {
      when: 'the server does, whose requests are not asked for',
      states: () => withUserOfProxy('orders'),
    },
    unknown: {
      when: "Pods of the client's cluster are not observed",
      states: () => withUnknown(mesh(), 'east', 'pods'),
    },
  },
  MF6106: {
    positive: {
      when: "an annotation keeps the port from the client's sidecar",
      states: () => withExcludedPort('80,443'),
      expected: about(
        'east',
        'Deployment',
        /excludeOutboundPorts","value":"443"/,
      ),
    },
    negative: {
      when: 'the annotation names another port',
      states: () => withExcludedPort('8080'),
    },
    unknown: {
      when: "Pods of the client's cluster are not observed",
      states: () => withUnknown(mesh(), 'east', 'pods'),
    },
  },
};

const tlsCases: FindingCases = {
  MF6107: {
    positive: {
      when: 'a DestinationRule turns mutual TLS off across networks',
      states: () => withRule('east', 'DISABLE'),
      expected: about(
        'east',
        'DestinationRule',
        /"path":"\/spec\/trafficPolicy\/tls","value":\{"mode":"ISTIO_MUTUAL"\}/,
      ),
    },
    negative: {
      when: 'it does so in the same cluster, whose server takes plaintext',
      query: LOCAL,
      states: () => withRule('east', 'DISABLE'),
    },
    unknown: noRules,
  },
  MF6108: {
    positive: {
      when: 'a DestinationRule has TLS of its own for an HTTP server',
      query: LOCAL,
      states: () => withRule('east', 'SIMPLE'),
      expected: about('east', 'DestinationRule', /ISTIO_MUTUAL/),
    },
    negative: {
      when: 'it has mutual TLS of the mesh',
      query: LOCAL,
      states: () => withRule('east', 'ISTIO_MUTUAL'),
    },
    unknown: {
      when: 'the server may speak TLS by itself',
      query: LOCAL,
      states: () =>
        withService(withRule('east', 'SIMPLE'), 'east', 'orders', {
          ports: [
            { name: 'https', port: 80, protocol: 'TCP', targetPort: '8080' },
          ],
        }),
    },
  },
  MF6109: {
    positive: {
      when: 'a DestinationRule demands mutual TLS of a Pod without a sidecar',
      query: LOCAL,
      states: () =>
        withPods(
          withRule('east', 'ISTIO_MUTUAL'),
          'east',
          'orders',
          withoutSidecar,
        ),
      expected: about(
        'east',
        'DestinationRule',
        /label namespace shop istio-injection=enabled[^]*restart deployment\.apps orders/,
      ),
    },
    negative: {
      when: 'no DestinationRule demands it',
      query: LOCAL,
      states: () => withPods(mesh(), 'east', 'orders', withoutSidecar),
    },
    unknown: noRules,
  },
  MF6110: {
    positive: {
      when: "automatic mutual TLS is off in the client's cluster",
      states: () => withSettings(mesh(), 'east', { enableAutoMtls: false }),
      expected: about('east', 'ConfigMap'),
    },
    negative: {
      when: 'a DestinationRule asks for mutual TLS in its place',
      states: () =>
        withSettings(withRule('east', 'ISTIO_MUTUAL'), 'east', {
          enableAutoMtls: false,
        }),
    },
    unknown: {
      when: 'the mesh config is not observed',
      states: () => withUnknownMeshConfig(mesh(), 'east'),
    },
  },
  MF6114: {
    positive: {
      when: 'subjectAltNames lack the identity of the server',
      states: () => withSans('spiffe://cluster.local/ns/shop/sa/other'),
      expected: about(
        'east',
        'DestinationRule',
        /subjectAltNames\/-","value":"spiffe:\/\/cluster.local\/ns\/shop\/sa\/orders"/,
      ),
    },
    negative: {
      when: 'they have it',
      states: () => withSans('spiffe://cluster.local/ns/shop/sa/orders'),
    },
    unknown: noRules,
  },
  MF6119: {
    positive: {
      when: "a DestinationRule of the provider's cluster turns the gateway's mutual TLS off",
      states: () => withRule('west', 'DISABLE'),
      expected: about('west', 'DestinationRule', /ISTIO_MUTUAL/),
    },
    negative: {
      when: 'it is not exported to the namespace of the gateway',
      states: () => withRule('west', 'DISABLE', { exportTo: ['.'] }),
    },
    unknown: {
      when: "DestinationRules of the provider's cluster are not observed",
      states: () => withUnknownKind(mesh(), 'west', 'destinationRules'),
    },
  },
};

const withPolicy = (
  policy: Partial<NonNullable<DestinationRule['trafficPolicy']>>,
  cluster = 'east',
) =>
  withRule(cluster, undefined, {
    trafficPolicy: { ports: [], ...policy },
  });

const policyCases: FindingCases = {
  MF6122: {
    positive: {
      when: 'a DestinationRule sets a server name that no gateway knows',
      states: () =>
        withPolicy({ tlsMode: 'ISTIO_MUTUAL', sni: 'shop.example.com' }),
      expected: about(
        'east',
        'DestinationRule',
        /remove","path":"\/spec\/trafficPolicy\/tls\/sni"/,
      ),
    },
    negative: {
      when: 'requests to the same server name stay in the cluster',
      query: LOCAL,
      states: () =>
        withPolicy({ tlsMode: 'ISTIO_MUTUAL', sni: 'shop.example.com' }),
    },
    unknown: {
      when: 'the server name is that of another port',
      states: () =>
        withPolicy({ tlsMode: 'ISTIO_MUTUAL', sni: `outbound_.81_._.${HOST}` }),
    },
  },
  MF6123: {
    positive: {
      when: 'a DestinationRule passes requests through to the address that was asked for',
      states: () => withPolicy({ loadBalancer: 'PASSTHROUGH' }),
      expected: about('east', 'DestinationRule', /loadBalancer\/simple"/),
    },
    negative: {
      when: 'the settings of the port have another load balancer',
      states: () =>
        withPolicy({
          loadBalancer: 'PASSTHROUGH',
          ports: [{ port: 80, loadBalancer: 'other' }],
        }),
    },
    unknown: noRules,
  },
  MF6124: {
    positive: {
      when: 'a DestinationRule puts a PROXY header before everything',
      states: () => withPolicy({ proxyProtocol: true }),
      expected: about('east', 'DestinationRule'),
    },
    negative: {
      when: 'the port has settings of its own, which cannot have one',
      states: () => withPolicy({ proxyProtocol: true, ports: [{ port: 80 }] }),
    },
    unknown: {
      when: 'a server without a sidecar may take it',
      query: LOCAL,
      states: () =>
        withPods(
          withService(withPolicy({ proxyProtocol: true }), 'east', 'orders', {
            ports: [
              { name: 'tcp', port: 80, protocol: 'TCP', targetPort: '8080' },
            ],
          }),
          'east',
          'orders',
          withoutSidecar,
        ),
    },
  },
};

const subsetCases: FindingCases = {
  MF6111: {
    positive: {
      when: 'a VirtualService names a subset that is not defined',
      states: () => withSubset({ defined: ['west'], labelled: true }),
      expected: about('east', 'VirtualService', /host: orders[^]*version: v1/),
    },
    negative: {
      when: 'the subset is defined in both clusters',
      states: () => withSubset({ defined: ['east', 'west'], labelled: true }),
    },
    unknown: noRules,
  },
  MF6112: {
    positive: {
      when: 'no Pod has the labels of the subset',
      states: () => withSubset({ defined: ['east', 'west'], labelled: false }),
      expected: about('east', 'DestinationRule'),
    },
    negative: {
      when: 'a Pod has them',
      states: () => withSubset({ defined: ['east', 'west'], labelled: true }),
    },
    unknown: noRoutes,
  },
  MF6113: {
    positive: {
      when: "the subset is not defined in the gateway's cluster",
      states: () => withSubset({ defined: ['east'], labelled: true }),
      expected: about('east', 'DestinationRule', /kind: DestinationRule/),
    },
    negative: {
      when: 'it is',
      states: () => withSubset({ defined: ['east', 'west'], labelled: true }),
    },
    unknown: {
      when: "DestinationRules of the gateway's cluster are not observed",
      states: () =>
        withUnknownKind(
          withSubset({ defined: ['east'], labelled: true }),
          'west',
          'destinationRules',
        ),
    },
  },
};

const ON_API: readonly RouteMatch[] = [
  { request: [{ field: 'uri', by: 'prefix', value: '/api' }] },
];

/** Some get through, and the others have something to mend. */
const aCondition = (
  on: LegResult['conditions'][number]['on'],
): FindingCase['positive']['expected'] => ({
  status: 'satisfied',
  findings: [],
  conditions: [
    expect.objectContaining({
      on,
      finding: expect.objectContaining({ severity: 'warning' }),
    }),
  ],
});

const routeCase = (
  when: string,
  broken: HttpRoute,
  otherwise: string,
  fine: HttpRoute,
  expected: FindingCase['positive']['expected'] = about(
    'east',
    'VirtualService',
  ),
): FindingCase => ({
  positive: { when, states: () => withRoutes([broken]), expected },
  negative: { when: otherwise, states: () => withRoutes([fine]) },
  unknown: noRoutes,
});

/** Requests of east go to port 81, which has this name in west. */
const withSecondPort = (name: string): MeshStates => {
  const withPort = (states: MeshStates, cluster: string, second: string) =>
    withService(states, cluster, 'orders', {
      ports: [
        { name: 'http', port: 80, protocol: 'TCP', targetPort: '8080' },
        { name: second, port: 81, protocol: 'TCP', targetPort: '8080' },
      ],
    });
  const states = withPort(
    withRoutes([aRoute({ route: [{ host: 'orders', port: 81 }] })]),
    'east',
    'http-alt',
  );
  return withState(withPort(states, 'west', name), 'west', state => ({
    endpointSlices: mapObserved(state.endpointSlices, slices =>
      slices.map(slice =>
        slice.service === 'orders'
          ? {
              ...slice,
              ports: [
                ...slice.ports,
                { name, port: 8080, protocol: 'TCP' as const },
              ],
            }
          : slice,
      ),
    ),
  }));
};

const routeCases: FindingCases = {
  MF6115: routeCase(
    'every request is aborted',
    aRoute({ abort: { percent: 100, status: 503 } }),
    'half of the requests are aborted',
    aRoute({ abort: { percent: 50, status: 503 } }),
    about('east', 'VirtualService', /\/spec\/http\/0\/fault"/),
  ),
  MF6116: routeCase(
    'the proxy answers by itself',
    aRoute({ directResponse: 200, route: [] }),
    'the route leads to the Service',
    aRoute(),
  ),
  MF6117: routeCase(
    'all requests go to another host',
    aRoute({ route: [{ host: 'only-west' }] }),
    'another host gets weight 0',
    aRoute({
      route: [
        { host: 'only-west', weight: 0 },
        { host: 'orders', weight: 100 },
      ],
    }),
  ),
  MF6125: {
    positive: {
      when: 'a route leads to a port that has another name in the other cluster',
      states: () => withSecondPort('http-web'),
      expected: about('east', 'VirtualService', /destination\/port"/),
    },
    negative: {
      when: 'the port has the same name there',
      states: () => withSecondPort('http-alt'),
    },
    unknown: noRoutes,
  },
  MF6126: routeCase(
    'no answer can be in time',
    aRoute({ timeout: 1, timeoutText: '0.001s' }),
    'answers may take a second',
    aRoute({ timeout: 1000 }),
    about('east', 'VirtualService', /http\/0\/timeout"/),
  ),
  MF6118: routeCase(
    'requests are delayed',
    aRoute({ delay: { percent: 100 } }),
    'none is delayed',
    aRoute({ delay: { percent: 0 } }),
    { status: 'satisfied' },
  ),
  MF6120: routeCase(
    'every route has a match',
    aRoute({ match: ON_API }),
    'one route takes every request',
    aRoute(),
    aCondition('request'),
  ),
};

/** A ServiceEntry of namespace `shop` for `orders`, which has an endpoint. */
export const anEntry = (
  overrides: Partial<ServiceEntry> = {},
): ServiceEntry => ({
  object: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    namespace: 'shop',
    name: 'more',
  },
  createdAt: NOW,
  hosts: [HOST],
  addresses: [],
  location: 'MESH_INTERNAL',
  resolution: 'STATIC',
  ports: [{ name: 'http', number: 80, protocol: 'HTTP' }],
  endpoints: [{ address: '192.0.2.9' }],
  ...overrides,
});

export const withEntry = (
  overrides: Partial<ServiceEntry> = {},
  states: MeshStates = mesh(),
): MeshStates =>
  withConfiguration(states, 'east', { serviceEntries: [anEntry(overrides)] });

/** A WorkloadEntry of namespace `shop` in west that the Service `orders` selects. */
export const withWorkloadEntry = (
  overrides: Partial<WorkloadEntry> = {},
  states = mesh(),
): MeshStates =>
  withConfiguration(states, 'west', {
    workloadEntries: [
      {
        object: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'WorkloadEntry',
          namespace: 'shop',
          name: 'old-machine',
        },
        labels: { app: 'orders' },
        ports: {},
        address: '192.0.2.9',
        serviceAccount: 'orders',
        ...overrides,
      },
    ],
  });

/** The client `guest` of namespace `other`, which has the ServiceEntry. */
export const withGuest = (entry: Partial<ServiceEntry> = {}): MeshStates =>
  withMorePods(
    withEntry({
      ...entry,
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        namespace: 'other',
        name: 'taking',
      },
    }),
    'east',
    [aPod('guest', 'east', { namespace: 'other', ips: ['10.1.0.77'] })],
  );

export const AS_GUEST = {
  client: { cluster: 'east', namespace: 'other', workload: 'guest' },
};

const entryCases: FindingCases = {
  MF6128: {
    positive: {
      when: "a ServiceEntry of the client's namespace names the host",
      states: () => withGuest(),
      query: AS_GUEST,
      expected: about('east', 'ServiceEntry'),
    },
    negative: {
      when: 'it is for nobody',
      states: () => withGuest({ exportTo: ['~'] }),
      query: AS_GUEST,
    },
    unknown: {
      when: 'ServiceEntries are not observed',
      states: () => withUnknownKind(withGuest(), 'east', 'serviceEntries'),
      query: AS_GUEST,
    },
  },
  MF6127: {
    positive: {
      when: 'the Service selects a WorkloadEntry',
      states: () => withWorkloadEntry(),
      expected: aCondition('endpoint'),
    },
    negative: {
      when: 'the labels of the WorkloadEntry are others',
      states: () => withWorkloadEntry({ labels: { app: 'other' } }),
    },
    unknown: {
      when: 'WorkloadEntries are not observed',
      states: () => withUnknownKind(mesh(), 'west', 'workloadEntries'),
    },
  },
  MF6121: {
    positive: {
      when: 'a ServiceEntry of its namespace has endpoints for the host',
      states: () => withEntry(),
      expected: aCondition('endpoint'),
    },
    negative: {
      when: 'it has none',
      states: () => withEntry({ endpoints: [] }),
    },
    unknown: {
      when: 'ServiceEntries are not observed',
      states: () => withUnknownKind(mesh(), 'east', 'serviceEntries'),
    },
  },
};

export const trafficCases: FindingCases = {
  ...endpointCases,
  ...sidecarCases,
  ...tlsCases,
  ...policyCases,
  ...subsetCases,
  ...routeCases,
  ...entryCases,
  MF6140: {
    positive: {
      when: 'others of the clients have nearer endpoints',
      states: () => withTraveller(withBalancing({ outlierDetection: true })),
    },
    negative: {
      when: 'nothing says in which regions they are',
      states: () => withBalancing({ outlierDetection: true }, mesh()),
    },
    unknown: {
      when: 'the Nodes are not observed',
      states: () =>
        withUnknown(withBalancing({ outlierDetection: true }), 'west', 'nodes'),
    },
  },
  MF6141: {
    positive: {
      when: 'all requests are shared out to another region',
      states: () => withBalancing({ locality: shareOut('us-east/*') }),
      expected: about('east', 'DestinationRule'),
    },
    negative: {
      when: 'the region of the endpoints has a share',
      states: () =>
        withBalancing({ locality: shareOut('us-east/*', 'us-west') }),
    },
    unknown: {
      when: 'the Nodes are not observed',
      states: () =>
        withUnknown(
          withBalancing({ locality: shareOut('us-east/*') }),
          'west',
          'nodes',
        ),
    },
  },
};
