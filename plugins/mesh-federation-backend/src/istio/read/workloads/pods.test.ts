import real from '../__fixtures__/gatewayPod.json';
import injected from '../__fixtures__/sidecarPod.json';
import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodePods } from './pods';

const running = { phase: 'Running' };

const decode = (
  content: { spec?: object; status?: object },
  metadata: Parameters<typeof anObject>[1] = {},
) =>
  decodePods([
    anObject(
      { spec: content.spec ?? {}, status: { ...running, ...content.status } },
      metadata,
    ),
  ])[0];

const withProxy = (
  env: readonly object[],
  more: object = {},
  metadata: Parameters<typeof anObject>[1] = {},
) =>
  decode(
    { spec: { containers: [{ name: 'istio-proxy', env, ...more }] } },
    metadata,
  ).proxy;

const port = (name: string, containerPort: number) => ({
  name,
  containerPort,
});

describe('decodePods', () => {
  it('reads a gateway as a real API server gives it, without environment and annotations', () => {
    const { 'pod-template-hash': _, ...labels } = real.metadata.labels;

    expect(decodePods([real])).toEqual([
      {
        namespace: 'istio-system',
        name: 'mesh-federation-eastwest-istio-69b5b8f8f7-5lskr',
        labels,
        annotations: {},
        serviceAccount: 'mesh-federation-eastwest-istio',
        node: 'node-east',
        hostNetwork: false,
        ready: true,
        ips: ['198.18.1.5'],
        namedPorts: {
          metrics: 15020,
          'status-port': 15021,
          'http-envoy-prom': 15090,
        },
        workload: {
          kind: 'Deployment',
          name: 'mesh-federation-eastwest-istio',
        },
        proxy: {
          kind: 'gateway',
          revision: 'default',
          network: 'network-east',
          clusterId: 'east',
          trustDomain: 'cluster.local',
          xdsAgent: true,
          dnsCapture: false,
        },
      },
    ]);
  });

  it('reads an injected Pod as a real API server gives it', () => {
    expect(decodePods([injected])).toEqual([
      {
        namespace: 'scene',
        name: injected.metadata.name,
        labels: {
          app: 'captive',
          'security.istio.io/tlsMode': 'istio',
          'service.istio.io/canonical-name': 'captive',
          'service.istio.io/canonical-revision': 'latest',
          'sidecar.istio.io/inject': 'true',
          'topology.istio.io/network': 'network-east',
        },
        annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '9900' },
        serviceAccount: 'captive',
        node: 'node-east',
        hostNetwork: false,
        ready: true,
        ips: [injected.status.podIP],
        namedPorts: { 'http-envoy-prom': 15090 },
        workload: { kind: 'Deployment', name: 'captive' },
        proxy: {
          kind: 'sidecar',
          revision: 'default',
          network: 'network-east',
          clusterId: 'east',
          trustDomain: 'cluster.local',
          xdsAgent: true,
          dnsCapture: true,
        },
      },
    ]);
  });

  it('has the defaults of Kubernetes for what is missing', () => {
    expect(decode({})).toEqual({
      namespace: 'shop',
      name: 'web',
      labels: {},
      annotations: {},
      serviceAccount: 'default',
      hostNetwork: false,
      ready: false,
      ips: [],
      namedPorts: {},
      workload: { kind: 'Pod', name: 'web' },
    });
  });

  it('keeps the annotations that steer traffic, and no label of a rollout', () => {
    expect(
      decode(
        {},
        {
          labels: {
            app: 'web',
            'pod-template-hash': 'x',
            'controller-revision-hash': 'y',
          },
          annotations: {
            'traffic.sidecar.istio.io/excludeInboundPorts': '80',
            'ambient.istio.io/redirection': 'enabled',
            'sidecar.istio.io/status': '{}',
            'example.com/password': 'x',
          },
        },
      ),
    ).toMatchObject({
      labels: { app: 'web' },
      annotations: {
        'traffic.sidecar.istio.io/excludeInboundPorts': '80',
        'ambient.istio.io/redirection': 'enabled',
      },
    });
  });

  it('keeps no other environment of the proxy, and none of the application', () => {
    const pod = decode({
      spec: {
        containers: [
          { name: 'app', env: [{ name: 'PASSWORD', value: 'app-secret' }] },
          {
            name: 'istio-proxy',
            env: [
              { name: 'API_KEY', value: 'proxy-secret' },
              { name: 'PROXY_CONFIG', value: '{"a":"proxy-config"}' },
            ],
          },
        ],
      },
    });

    expect(JSON.stringify(pod)).not.toMatch(/secret|PASSWORD|proxy-config/);
    expect(pod.proxy).toEqual({
      kind: 'sidecar',
      xdsAgent: false,
      dnsCapture: false,
    });
  });

  it('finds the numbers of named ports; the first of a name counts', () => {
    expect(
      decode({
        spec: {
          containers: [
            { name: 'a', ports: [port('http', 8080), { containerPort: 1 }] },
            { name: 'b', ports: [port('http', 9090)] },
          ],
          initContainers: [
            { name: 'native', restartPolicy: 'Always', ports: [port('m', 5)] },
            { name: 'done', ports: [port('n', 6)] },
          ],
        },
      }).namedPorts,
    ).toEqual({ http: 8080, m: 5 });
  });

  it.each([
    [
      { podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] },
      ['10.0.0.1', 'fd00::1'],
    ],
    [{ podIP: '10.0.0.1' }, ['10.0.0.1']],
  ])('reads the addresses of status %j', (status, ips) => {
    expect(decode({ status }).ips).toEqual(ips);
  });

  it.each([
    ['router', 'gateway'],
    ['waypoint', 'waypoint'],
    ['sidecar', 'sidecar'],
  ])('reads a proxy that runs as %s', (mode, kind) => {
    expect(withProxy([], { args: ['proxy', mode] })).toMatchObject({ kind });
  });

  it('reads flags as Istio does, and no value from elsewhere', () => {
    expect(
      withProxy([
        { name: 'PROXY_CONFIG_XDS_AGENT', value: '1' },
        { name: 'ISTIO_META_DNS_CAPTURE', value: 'yes' },
        { name: 'ISTIO_META_NETWORK', value: '' },
        { name: 'TRUST_DOMAIN', valueFrom: { fieldRef: {} } },
      ]),
    ).toEqual({ kind: 'sidecar', xdsAgent: true, dnsCapture: false });
  });

  it('takes the last of several values of a flag, as Kubernetes does', () => {
    expect(
      withProxy([
        { name: 'PROXY_CONFIG_XDS_AGENT', value: 'true' },
        { name: 'PROXY_CONFIG_XDS_AGENT', value: 'false' },
      ]),
    ).toMatchObject({ xdsAgent: false });
  });

  it.each([
    ['proxyMetadata:\n  PROXY_CONFIG_XDS_AGENT: "false"', false],
    ['{"proxyMetadata": {"PROXY_CONFIG_XDS_AGENT": "true"}}', true],
    ['proxyMetadata: { TOKEN: secret }', undefined],
    ['not: [yaml', undefined],
  ])('reads one flag of the annotation %j', (text, expected) => {
    const proxy = withProxy(
      [],
      {},
      {
        annotations: { 'proxy.istio.io/config': text },
      },
    );
    expect(proxy?.annotatedXdsAgent).toBe(expected);
    expect(JSON.stringify(proxy)).not.toContain('secret');
  });

  it.each([
    ['pending', { phase: 'Pending' }, {}],
    ['finished', { phase: 'Succeeded' }, {}],
    ['going', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }],
  ])('leaves out a Pod that is %s', (_, status, metadata) => {
    expect(decode({ status }, metadata)).toBeUndefined();
  });

  it('sorts by namespace, then name', () => {
    expect(
      decodePods(unsorted({ status: running })).map(
        ({ namespace, name }) => `${namespace}/${name}`,
      ),
    ).toEqual(SORTED);
  });

  it('has the numbers that containers declare, but for the proxy', () => {
    expect(
      decode({
        spec: {
          containers: [
            { name: 'a', ports: [port('http', 8080), { containerPort: 1 }] },
            { name: 'b', ports: [port('other', 8080)] },
            { name: 'istio-proxy', ports: [port('prom', 15090)] },
          ],
        },
      }).containerPorts,
    ).toEqual([1, 8080]);
  });

  const as = (user: number) => ({ securityContext: { runAsUser: user } });
  const proxy = { name: 'istio-proxy', ...as(1337) };

  it.each([
    [{ containers: [{ name: 'a', ...as(1337) }, proxy] }, 'all'],
    [{ ...as(1337), containers: [{ name: 'a' }, proxy] }, 'all'],
    [
      {
        securityContext: { runAsGroup: 1337 },
        containers: [{ name: 'a' }, { name: 'istio-proxy' }],
      },
      'all',
    ],
    [{ ...as(1337), containers: [{ name: 'a', ...as(7) }, proxy] }, undefined],
    [
      { containers: [{ name: 'a', ...as(1337) }, { name: 'b' }, proxy] },
      'some',
    ],
    [{ containers: [{ name: 'a' }, proxy] }, undefined],
    [
      {
        containers: [
          { name: 'a', ...as(1337) },
          { ...proxy, ...as(2000) },
        ],
      },
      undefined,
    ],
    [{ ...as(1337), containers: [{ name: 'a' }] }, undefined],
  ])('tells of %j which containers run as the proxy', (spec, expected) => {
    expect(decode({ spec })?.asProxy).toBe(expected);
  });
});
