import clientOfEast from '../__fixtures__/clientOfEast.json';
import { plainRequest } from './plainRequest';
import { readProxyConfig } from '../proxyConfig';

const HOST = 'baseline.scene.svc.cluster.local';
const BASELINE = { host: HOST, port: 80 };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON that tests change
type Json = Record<string, any>;

/** The captured configuration, after a change to one of its resources. */
function configWith(type: string, name: string, change: (it: Json) => void) {
  const dump = structuredClone(clientOfEast) as { configs: Json[] };
  const found = dump.configs.find(
    item =>
      String(item['@type']).endsWith(type) &&
      (item.name ?? item.clusterName) === name,
  );
  change(found!);
  return readProxyConfig(JSON.stringify(dump));
}

const routes = (change: (route: Json, host: Json, all: Json[]) => void) =>
  configWith('RouteConfiguration', '80', ({ virtualHosts }) => {
    const host = virtualHosts.find(({ name }: Json) =>
      name.startsWith('baseline'),
    );
    change(host.routes[0], host, host.routes);
  });

const endpoints = (change: (localities: Json[], all: Json) => void) =>
  configWith('ClusterLoadAssignment', `outbound|80||${HOST}`, all =>
    change(all.endpoints, all),
  );

const captured = readProxyConfig(JSON.stringify(clientOfEast));

const FAULT = {
  'envoy.filters.http.fault': { abort: { percentage: { numerator: 100 } } },
};

describe('plainRequest', () => {
  it('tells which clusters get requests, over what, by the configuration of a real istiod', () => {
    expect(plainRequest(captured, BASELINE)).toEqual({
      kind: 'forwarded',
      destinations: [
        {
          clusterId: 'east',
          endpoints: 1,
          healthy: 1,
          priority: 0,
          receives: true,
          transports: ['mutual-tls'],
          serverIdentities: ['spiffe://cluster.local/ns/scene/sa/echo'],
          addresses: ['198.18.1.8:8080'],
        },
        {
          clusterId: 'west',
          endpoints: 1,
          healthy: 1,
          priority: 0,
          receives: true,
          transports: ['mutual-tls'],
          serverIdentities: ['spiffe://cluster.local/ns/scene/sa/echo'],
          addresses: ['203.0.113.41:15443'],
        },
      ],
      unanswered: [],
    });
  });

  it('names the host that a route sends requests to where it is another', () => {
    const asked = { host: 'shop.scene.svc.cluster.local', port: 80 };
    const config = configWith('RouteConfiguration', '80', all => {
      all.virtualHosts.find((each: Json) =>
        each.domains.includes(HOST),
      ).domains = [asked.host];
    });

    expect(plainRequest(config, asked)).toMatchObject({
      destinations: [
        { clusterId: 'east', host: HOST },
        { clusterId: 'west', host: HOST },
      ],
    });
  });

  it('names what mutual TLS asks for by itself', () => {
    const config = configWith('Cluster', `outbound|80||${HOST}`, cluster => {
      const [{ transportSocket }] = cluster.transportSocketMatches;
      transportSocket.typedConfig.sni = 'orders.example';
      transportSocket.typedConfig.commonTlsContext.combinedValidationContext.defaultValidationContext =
        { matchSubjectAltNames: [{ exact: 'spiffe://a' }] };
    });
    const own = {
      serverName: 'orders.example',
      serverIdentities: ['spiffe://a'],
    };

    expect(plainRequest(config, BASELINE)).toMatchObject({
      destinations: [
        { clusterId: 'east', transports: ['mutual-tls'], ...own },
        { clusterId: 'west', transports: ['mutual-tls'], ...own },
      ],
    });
  });

  it('names what gets a part of the requests and has no endpoint for it', () => {
    const config = routes(route => {
      route.route = {
        weightedClusters: {
          clusters: [
            { name: `outbound|80||${HOST}`, weight: 50 },
            { name: `outbound|80|v2|${HOST}`, weight: 50 },
          ],
        },
      };
    });

    expect(plainRequest(config, BASELINE)).toMatchObject({
      destinations: [{ clusterId: 'east' }, { clusterId: 'west' }],
      unanswered: [`outbound|80|v2|${HOST}`],
    });
  });

  it('follows a connection where the port is not HTTP', () => {
    expect(
      plainRequest(captured, {
        host: 'kube-dns.kube-system.svc.cluster.local',
        port: 53,
      }),
    ).toMatchObject({
      kind: 'forwarded',
      destinations: [{ clusterId: 'east', transports: ['plaintext'] }],
    });
  });

  it.each<[string, ReturnType<typeof configWith>]>([
    [
      'filter envoy.filters.http.lua',
      configWith('Listener', '0.0.0.0_80', ({ filterChains: [chain] }) =>
        chain.filters[0].typedConfig.httpFilters.unshift({
          name: 'envoy.filters.http.lua',
        }),
      ),
    ],
    [
      'settings of filter envoy.filters.http.local_ratelimit',
      routes(route => {
        route.typedPerFilterConfig = {
          'envoy.filters.http.local_ratelimit': {},
        };
      }),
    ],
  ])('does not interpret %s', (what, config) => {
    expect(plainRequest(config, BASELINE)).toEqual({ kind: 'unread', what });
  });

  it('does not interpret a filter for connections that istiod does not make', () => {
    expect(
      plainRequest(
        configWith('Listener', '198.19.1.10_53', ({ filterChains: [chain] }) =>
          chain.filters.unshift({ name: 'envoy.filters.network.wasm' }),
        ),
        { host: 'kube-dns.kube-system.svc.cluster.local', port: 53 },
      ),
    ).toEqual({ kind: 'unread', what: 'filter envoy.filters.network.wasm' });
  });

  it.each([
    ['one that covers it', ['*.cluster.local', '*.other.svc.cluster.local']],
    ['the longest', ['*.local', '*.scene.svc.cluster.local']],
  ])('takes of several patterns for hosts %s', (which, domains) => {
    const config = configWith(
      'RouteConfiguration',
      '80',
      ({ virtualHosts }) => {
        const barrier = virtualHosts.find(({ name }: Json) =>
          name.startsWith('barrier'),
        );
        const baseline = virtualHosts.find(({ name }: Json) =>
          name.startsWith('baseline'),
        );
        baseline.domains = [domains[0]];
        barrier.domains = [domains[1]];
      },
    );

    // The barrier is answered by the proxy itself.
    expect(plainRequest(config, BASELINE).kind).toBe(
      which === 'the longest' ? 'answered' : 'forwarded',
    );
  });

  it('knows that the proxy answers by itself', () => {
    expect(
      plainRequest(captured, {
        host: 'barrier.scene.svc.cluster.local',
        port: 80,
      }),
    ).toEqual({ kind: 'answered', by: 'response' });
  });

  describe('for a host that the proxy does not know', () => {
    const OTHER = { host: 'other.scene.svc.cluster.local', port: 80 };
    const catchAll = (changed: Json) =>
      configWith('RouteConfiguration', '80', ({ virtualHosts }) => {
        const all = virtualHosts.find(({ domains }: Json) =>
          domains.includes('*'),
        );
        Object.assign(all.routes[0], changed);
      });
    const tcpProxy = (cluster: string) => ({
      name: 'envoy.filters.network.tcp_proxy',
      typedConfig: {
        '@type': 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
        cluster,
      },
    });
    /** Without a listener of the port: what takes all that is left. */
    const virtual = (cluster: string) => ({
      ...captured,
      listeners: [
        {
          name: 'virtualOutbound',
          filterChains: [
            {
              filterChainMatch: { destinationPort: 15001 },
              filters: [tcpProxy('BlackHoleCluster')],
            },
            { filters: [tcpProxy(cluster)] },
          ],
        },
      ],
    });
    it.each<[string, ReturnType<typeof configWith>, object]>([
      ['passed on by its route', captured, { kind: 'passed-on' }],
      [
        'answered where only what is registered is let out',
        catchAll({ route: undefined, directResponse: { status: 502 } }),
        { kind: 'answered', by: 'response' },
      ],
      [
        'sent to the proxy for all that is unknown',
        catchAll({ route: { cluster: `outbound|80||${HOST}` } }),
        { kind: 'forwarded', destinations: [{ host: HOST }, { host: HOST }] },
      ],
      [
        'passed on, looked up by the proxy',
        catchAll({ route: { cluster: 'AllowAnyDynamicDNSCluster' } }),
        { kind: 'passed-on' },
      ],
      [
        'passed on without a listener of its port',
        virtual('PassthroughCluster'),
        { kind: 'passed-on' },
      ],
      [
        'closed without a listener of its port',
        virtual('BlackHoleCluster'),
        { kind: 'answered', by: 'closed' },
      ],
    ])('knows that a request is %s', (_, config, expected) => {
      expect(plainRequest(config, OTHER)).toMatchObject(expected);
    });

    it('guesses nothing where there is no listener at all', () => {
      expect(plainRequest(captured, { host: HOST, port: 81 })).toEqual({
        kind: 'not-configured',
      });
    });

    it('does not take the listener of another address for its own', () => {
      const DNS = { host: 'kube-dns.kube-system.svc.cluster.local', port: 53 };
      const [listener] = captured.listeners.filter(
        ({ name }) => name === '198.19.1.10_53',
      );
      const config = {
        ...virtual('PassthroughCluster'),
        listeners: [
          ...virtual('PassthroughCluster').listeners,
          listener as Json,
        ],
      };
      const at = (...addresses: readonly string[]) =>
        plainRequest(config, { ...DNS, addresses }).kind;

      expect(at('198.19.1.10')).toBe('forwarded');
      expect(at('198.19.9.9')).toBe('passed-on');
      expect(at('198.19.9.9', '198.19.1.10')).toBe('forwarded');
      expect(plainRequest(config, DNS).kind).toBe('forwarded');
    });

    it('leaves open what a listener for other hosts does', () => {
      const config = configWith('Listener', '198.19.1.10_53', listener => {
        listener.address.socketAddress.address = '0.0.0.0';
      });

      expect(
        plainRequest(config, { ...OTHER, port: 53, addresses: ['192.0.2.1'] })
          .kind,
      ).toBe('unread');
    });
  });

  it('passes over a listener that has an address of its own', () => {
    for (const change of [
      (listener: Json) => {
        listener.bindToPort = true;
      },
      (listener: Json) => {
        listener.address.socketAddress.address = '127.0.0.1';
      },
    ]) {
      const config = configWith('Listener', '0.0.0.0_80', change);

      expect(plainRequest(config, BASELINE)).toEqual({
        kind: 'not-configured',
      });
    }
  });

  it.each<[string, Json, object]>([
    ['a redirect', { redirect: {} }, { kind: 'answered', by: 'redirect' }],
    [
      'a fault that aborts all',
      {
        typedPerFilterConfig: {
          'envoy.filters.http.fault': {
            abort: {
              percentage: { numerator: 1_000_000, denominator: 'MILLION' },
            },
          },
        },
      },
      { kind: 'answered', by: 'fault' },
    ],
    [
      'a fault that aborts some',
      {
        typedPerFilterConfig: {
          'envoy.filters.http.fault': {
            abort: { percentage: { numerator: 10 } },
          },
        },
      },
      { kind: 'forwarded', abortsSome: true },
    ],
    [
      'a fault that aborts nothing',
      {
        typedPerFilterConfig: {
          'envoy.filters.http.fault': { abort: { percentage: {} } },
        },
      },
      { kind: 'forwarded' },
    ],
    [
      'a fault for some requests',
      {
        typedPerFilterConfig: {
          'envoy.filters.http.fault': {
            abort: { percentage: { numerator: 100 } },
            headers: [{ name: 'x-user' }],
          },
        },
      },
      { kind: 'unread', what: 'a fault for some requests' },
    ],
    [
      'a cluster of another name',
      { route: { cluster: 'outbound|80||gone.scene.svc.cluster.local' } },
      { kind: 'forwarded', destinations: [] },
    ],
    [
      'a cluster that a header names',
      { route: { clusterHeader: 'x-cluster' } },
      { kind: 'unread' },
    ],
  ])('reads %s', (_, changed, expected) => {
    const config = routes(route => Object.assign(route, changed));

    expect(plainRequest(config, BASELINE)).toMatchObject(expected);
  });

  it.each<[string, Json, string]>([
    ['another path', { prefix: '/public' }, 'answered'],
    ['a path below', { pathSeparatedPrefix: '/public' }, 'answered'],
    ['the very path', { path: '/' }, 'forwarded'],
    [
      'a header',
      { prefix: '/', headers: [{ name: 'x-user', presentMatch: true }] },
      'answered',
    ],
    [
      'no such header',
      {
        prefix: '/',
        headers: [{ name: 'x-user', presentMatch: true, invertMatch: true }],
      },
      'forwarded',
    ],
    [
      'its method',
      {
        prefix: '/',
        headers: [{ name: ':method', stringMatch: { exact: 'GET' } }],
      },
      'forwarded',
    ],
    [
      'another method',
      {
        prefix: '/',
        headers: [{ name: ':method', stringMatch: { exact: 'POST' } }],
      },
      'answered',
    ],
    [
      'a query',
      { prefix: '/', queryParameters: [{ name: 'a', presentMatch: true }] },
      'answered',
    ],
    ['a regular expression', { safeRegex: { regex: '.*' } }, 'unread'],
    ['chance', { prefix: '/', runtimeFraction: {} }, 'unread'],
    ['something new', { prefix: '/', novelty: {} }, 'unread'],
  ])('knows whether a route that asks for %s takes it', (_, match, kind) => {
    const config = routes(route => Object.assign(route, { match }));

    expect(plainRequest(config, BASELINE).kind).toBe(kind);
  });

  it.each<[string, (route: Json, host: Json, chain: Json) => void, string]>([
    [
      'of the host',
      (_, host) => {
        host.typedPerFilterConfig = FAULT;
      },
      'answered',
    ],
    [
      'of the filter',
      (_, __, chain) => {
        chain.filters[0].typedConfig.httpFilters.unshift({
          name: 'envoy.filters.http.fault',
          typedConfig: {
            '@type': 'envoy.extensions.filters.http.fault.v3.HTTPFault',
            ...FAULT['envoy.filters.http.fault'],
          },
        });
      },
      'answered',
    ],
    [
      'of the route before that of the host',
      (route, host) => {
        host.typedPerFilterConfig = FAULT;
        route.typedPerFilterConfig = { 'envoy.filters.http.fault': {} };
      },
      'forwarded',
    ],
  ])('goes by a fault %s', (_, change, kind) => {
    const dump = structuredClone(clientOfEast) as { configs: Json[] };
    const named = (name: string) =>
      dump.configs.find(
        item =>
          item.name === name && !String(item['@type']).includes('Cluster'),
      )!;
    const host = named('80').virtualHosts.find(({ name }: Json) =>
      name.startsWith('baseline'),
    );
    change(host.routes[0], host, named('0.0.0.0_80').filterChains[0]);

    expect(
      plainRequest(readProxyConfig(JSON.stringify(dump)), BASELINE).kind,
    ).toBe(kind);
  });

  describe('of other routes', () => {
    const before = (...others: readonly Json[]) =>
      routes((route, host) => {
        host.routes = [...others, route];
      });
    const PUBLIC = { match: { prefix: '/public' } };

    it('tells those that end differently, each once', () => {
      const request = plainRequest(
        before(
          { ...PUBLIC, directResponse: { status: 200 } },
          { match: { path: '/b' }, directResponse: { status: 404 } },
          { match: { path: '/c' }, redirect: {} },
          { match: { path: '/d' }, route: { cluster: `outbound|80||${HOST}` } },
          {
            match: { path: '/e' },
            route: { cluster: `outbound|80|v2|${HOST}` },
          },
        ),
        BASELINE,
      );

      expect(request).toMatchObject({
        kind: 'forwarded',
        others: [
          { kind: 'answered', by: 'response' },
          { kind: 'answered', by: 'redirect' },
          { kind: 'forwarded', unanswered: [`outbound|80|v2|${HOST}`] },
        ],
      });
    });

    it('passes over those behind one that takes all', () => {
      const config = routes((route, host) => {
        host.routes = [route, { ...PUBLIC, redirect: {} }];
      });

      expect(plainRequest(config, BASELINE)).not.toHaveProperty('others');
    });

    it('knows that what no route takes is answered', () => {
      const config = routes(route => Object.assign(route, PUBLIC));

      expect(plainRequest(config, BASELINE)).toMatchObject({
        kind: 'answered',
        others: [{ kind: 'forwarded' }],
      });
    });

    it('tells a few of many', () => {
      const many = Array.from({ length: 40 }, (_, index) => ({
        match: { path: `/${index}` },
        route: { cluster: `outbound|80|v${index}|${HOST}` },
      }));
      const request = plainRequest(before(...many), BASELINE);

      expect('others' in request && request.others).toHaveLength(21);
      expect('others' in request && request.others?.at(-1)).toEqual({
        kind: 'unread',
        what: 'more than 20 routes',
      });
    });
  });

  it('goes by the first route that takes the request', () => {
    const config = routes((route, host) => {
      host.routes = [
        { match: { prefix: '/public' }, directResponse: { status: 200 } },
        route,
      ];
    });

    expect(plainRequest(config, BASELINE).kind).toBe('forwarded');
  });

  it('knows that a request to an address that the client looks up has no mutual TLS', () => {
    const lookedUp = (change: (cluster: Json) => void = () => {}) =>
      plainRequest(
        configWith('Cluster', `outbound|80||${HOST}`, cluster => {
          cluster.type = 'ORIGINAL_DST';
          change(cluster);
        }),
        BASELINE,
      ).kind;

    expect(lookedUp()).toBe('passed-on');
    // A DestinationRule demands it.
    expect(
      lookedUp(cluster => {
        const [{ transportSocket }] = cluster.transportSocketMatches;
        cluster.transportSocket = transportSocket;
        cluster.transportSocketMatches = [];
      }),
    ).toBe('unread');
  });

  it('tells mutual TLS to what has no sidecar', () => {
    const config = configWith('Cluster', `outbound|80||${HOST}`, cluster => {
      const [{ transportSocket }] = cluster.transportSocketMatches;
      cluster.transportSocket = transportSocket;
      cluster.transportSocketMatches = [];
    });
    const [locality] = config.assignments.get(`outbound|80||${HOST}`)!
      .endpoints as Json[];
    delete locality!.lbEndpoints[0].metadata.filterMetadata[
      'envoy.transport_socket_match'
    ];

    expect(plainRequest(config, BASELINE)).toMatchObject({
      destinations: [
        { clusterId: 'east', transports: ['mutual-tls'], withoutSidecar: true },
        { clusterId: 'west', transports: ['mutual-tls'] },
      ],
    });
  });

  it('leaves out what has no weight', () => {
    const config = routes(route => {
      route.route = {
        weightedClusters: {
          clusters: [
            { name: `outbound|80||${HOST}`, weight: 0 },
            { name: 'outbound|80||barrier.scene.svc.cluster.local', weight: 9 },
          ],
        },
      };
    });

    expect(plainRequest(config, BASELINE)).toEqual({
      kind: 'forwarded',
      destinations: [],
      unanswered: ['outbound|80||barrier.scene.svc.cluster.local'],
    });
  });

  /** East at the first level, west at the next. */
  const levels = (change: (east: Json, west: Json) => void = () => {}) =>
    endpoints((localities, all) => {
      const [east, west] = localities[0]!.lbEndpoints;
      change(east, west);
      all.endpoints = [
        { lbEndpoints: [east] },
        { priority: 1, lbEndpoints: [west] },
      ];
    });

  const receivers = (config: ReturnType<typeof levels>) => {
    const request = plainRequest(config, BASELINE);
    return request.kind === 'forwarded'
      ? request.destinations.map(({ clusterId, receives, priority }) => [
          clusterId,
          receives,
          priority,
        ])
      : request;
  };

  it('sends nothing to the next level while the first is healthy', () => {
    expect(receivers(levels())).toEqual([
      ['east', true, 0],
      ['west', false, 1],
    ]);
  });

  it('goes on to the next level when nothing on the first is healthy', () => {
    expect(
      receivers(
        levels(east => {
          east.healthStatus = 'UNHEALTHY';
        }),
      ),
    ).toEqual([
      ['east', false, 0],
      ['west', true, 1],
    ]);
  });

  it('sends nothing to a locality without a weight where localities have weights', () => {
    const config = configWith('Cluster', `outbound|80||${HOST}`, cluster => {
      cluster.commonLbConfig = { localityWeightedLbConfig: {} };
    });
    const [locality] = config.assignments.get(`outbound|80||${HOST}`)!
      .endpoints as Json[];
    locality!.loadBalancingWeight = 0;

    expect(receivers(config as never)).toEqual([
      ['east', false, 0],
      ['west', false, 0],
    ]);
  });

  it.each<[string, (socket: Json) => void, string]>([
    [
      'plaintext',
      socket => {
        socket.name = 'envoy.transport_sockets.raw_buffer';
        socket.typedConfig = { '@type': 'RawBuffer' };
      },
      'plaintext',
    ],
    [
      'TLS of its own',
      socket => {
        socket.typedConfig.commonTlsContext = {
          tlsCertificateSdsSecretConfigs: [{ name: 'file-cert:/etc/a' }],
        };
      },
      'tls',
    ],
  ])('tells %s from mutual TLS of the mesh', (_, change, transport) => {
    const config = configWith('Cluster', `outbound|80||${HOST}`, cluster =>
      change(cluster.transportSocketMatches[0].transportSocket),
    );

    expect(plainRequest(config, BASELINE)).toMatchObject({
      destinations: [{ transports: [transport] }, { transports: [transport] }],
    });
  });

  it('guesses no cluster where the endpoints do not say it', () => {
    const config = endpoints(([locality]) => {
      delete locality!.lbEndpoints[0].metadata.filterMetadata.istio;
    });

    expect(plainRequest(config, BASELINE).kind).toBe('unread');
  });
});

describe('readProxyConfig', () => {
  it.each(['{}', '[]', '{"configs":{}}', '{"configs":[]}', '{"configs":[1]}'])(
    'refuses %s',
    text => {
      expect(() => readProxyConfig(text)).toThrow('istiod sent');
    },
  );

  it('refuses what is cut in the middle', () => {
    const text = JSON.stringify(clientOfEast);

    expect(() => readProxyConfig(text.slice(0, 5_000))).toThrow(SyntaxError);
  });
});
