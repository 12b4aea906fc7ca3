import realGateway from '../__fixtures__/gateway.json';
import realPod from '../__fixtures__/gatewayPod.json';
import realService from '../__fixtures__/gatewayService.json';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { decodeGateways, decodeUnlabelledGateways } from './gateways';

const labels = { 'topology.istio.io/network': 'network-east' };
const empty = { gateways: [], istioGateways: [], services: [], pods: [] };

function apiGateway(options: {
  listener?: object;
  spec?: object;
  condition?: object;
  labels?: Record<string, string>;
}): KubernetesObject {
  return {
    metadata: {
      name: 'ew',
      namespace: 'istio-system',
      labels: { ...labels, ...options.labels },
      generation: 2,
    },
    spec: {
      gatewayClassName: 'istio',
      listeners: [
        options.listener ?? {
          hostname: '*.local',
          port: 15443,
          tls: { mode: 'Passthrough' },
        },
      ],
      ...options.spec,
    },
    status: {
      // What istiod reports for a Service without an address of its own.
      addresses: [{ value: 'ew-istio.istio-system.svc.cluster.local' }],
      conditions: [
        options.condition ?? {
          type: 'Programmed',
          status: 'True',
          observedGeneration: 2,
        },
      ],
    },
  };
}

const gatewayPod = (ready: string, podLabels: Record<string, string>) => ({
  metadata: { name: 'p', namespace: 'istio-system', labels: podLabels },
  status: { conditions: [{ type: 'Ready', status: ready }] },
});
const apiPod = (ready: string) =>
  gatewayPod(ready, { 'gateway.networking.k8s.io/gateway-name': 'ew' });

/** The Service that istiod makes for the Gateway. */
function madeService(options: {
  metadata?: object;
  spec?: object;
  ingress?: readonly object[];
}): KubernetesObject {
  return {
    metadata: {
      name: 'ew-istio',
      namespace: 'istio-system',
      labels,
      ownerReferences: [{ kind: 'Gateway', name: 'ew' }],
      ...options.metadata,
    },
    spec: {
      type: 'LoadBalancer',
      ports: [{ port: 15021 }, { port: 15443 }],
      ...options.spec,
    },
    status: {
      loadBalancer: { ingress: options.ingress ?? [{ ip: '10.0.0.1' }] },
    },
  };
}

const classicService: KubernetesObject = {
  metadata: { name: 'eastwest', namespace: 'istio-system', labels },
  spec: {
    type: 'LoadBalancer',
    selector: { istio: 'eastwestgateway' },
    ports: [{ port: 15443, targetPort: 15443 }],
  },
  status: { loadBalancer: { ingress: [{ hostname: 'lb.example' }] } },
};
const classicServer = (mode: string) => ({
  metadata: { name: 'cross-network', namespace: 'istio-system' },
  spec: {
    selector: { istio: 'eastwestgateway' },
    servers: [{ port: { number: 15443 }, tls: { mode }, hosts: ['*.local'] }],
  },
});
const classicPod = gatewayPod('True', { istio: 'eastwestgateway' });

const decodeApi = (
  options: Parameters<typeof apiGateway>[0],
  service: Parameters<typeof madeService>[0] = {},
  ready = 'True',
) =>
  decodeGateways({
    ...empty,
    gateways: [apiGateway(options)],
    services: [madeService(service)],
    pods: [apiPod(ready)],
  });

describe('decodeGateways of the Gateway API', () => {
  it('reads a Gateway that this plugin made, as a real API server gives it', () => {
    expect(
      decodeGateways({
        ...empty,
        gateways: [realGateway],
        services: [realService],
        pods: [realPod],
      }),
    ).toMatchObject([
      {
        object: { kind: 'Gateway', name: 'mesh-federation-eastwest' },
        network: 'network-east',
        addresses: ['203.0.113.21'],
        port: 15443,
        autoPassthrough: true,
        hosts: ['*.local'],
        programmed: true,
      },
    ]);
  });

  it('reads a Gateway once, with the address of its Service', () => {
    expect(decodeApi({})).toEqual([
      {
        object: {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'Gateway',
          namespace: 'istio-system',
          name: 'ew',
        },
        resourceVersion: '',
        ownership: { owner: 'other', managers: [], federations: [] },
        network: 'network-east',
        addresses: ['10.0.0.1'],
        port: 15443,
        autoPassthrough: true,
        hosts: ['*.local'],
        programmed: true,
      },
    ]);
  });

  it.each([
    ['a host name', { ingress: [{ hostname: 'lb.example' }] }, ['lb.example']],
    [
      'an address before a host name, and external IPs',
      {
        ingress: [{ ip: '10.0.0.9', hostname: 'lb.example' }],
        spec: { externalIPs: ['10.0.0.2', '10.0.0.9'] },
      },
      ['10.0.0.2', '10.0.0.9'],
    ],
    [
      'nothing of a Service that is no load balancer',
      { spec: { type: 'ClusterIP' } },
      [],
    ],
    [
      'nothing of a Service without the network label',
      { metadata: { labels: {} } },
      [],
    ],
    ['nothing of a Service of others', { metadata: { namespace: 'x' } }, []],
    [
      'nothing of a Service without the port',
      { spec: { ports: [{ port: 443 }] } },
      [],
    ],
  ])('takes %s', (_, service, addresses) => {
    expect(decodeApi({}, service)).toMatchObject([
      { addresses, programmed: addresses.length > 0 },
    ]);
  });

  it('takes the addresses of the Gateway itself, also where nothing runs for it', () => {
    const spec = {
      gatewayClassName: 'istio-remote',
      addresses: [
        { type: 'IPAddress', value: '192.0.2.1' },
        { type: 'Hostname', value: 'far.example' },
        { type: 'example.com/other', value: 'x' },
        { value: 'no-type' },
      ],
    };

    expect(
      decodeGateways({ ...empty, gateways: [apiGateway({ spec })] }),
    ).toMatchObject([
      { addresses: ['192.0.2.1', 'far.example'], programmed: true },
    ]);
  });

  it('follows the label of the Service that names another port', () => {
    const portLabel = { 'networking.istio.io/gatewayPort': '16443' };
    expect(
      decodeApi(
        {
          labels: portLabel,
          listener: { port: 16443, tls: { mode: 'Passthrough' } },
        },
        {
          metadata: { labels: { ...labels, ...portLabel } },
          spec: { ports: [{ port: 16443 }] },
        },
      ),
    ).toMatchObject([
      { port: 16443, addresses: ['10.0.0.1'], hosts: ['*'], programmed: true },
    ]);
  });

  it('does not follow that label of the Gateway alone', () => {
    expect(
      decodeApi(
        {
          labels: { 'networking.istio.io/gatewayPort': '16443' },
          listener: { port: 16443, tls: { mode: 'Passthrough' } },
        },
        { spec: { ports: [{ port: 16443 }] } },
      ),
    ).toMatchObject([{ port: 15443, addresses: [], programmed: false }]);
  });

  it('tells the ways in by the Gateway and by its Service apart', () => {
    const address = { type: 'IPAddress', value: '192.0.2.9' };
    expect(
      decodeApi(
        {
          labels: { 'networking.istio.io/gatewayPort': '16443' },
          listener: { port: 16443, tls: { mode: 'Passthrough' } },
          spec: { addresses: [address] },
        },
        { spec: { ports: [{ port: 15443 }] } },
      ),
    ).toMatchObject([
      { port: 15443, addresses: ['10.0.0.1'], autoPassthrough: false },
      {
        port: 16443,
        addresses: ['192.0.2.9'],
        unproven: ['192.0.2.9'],
        autoPassthrough: true,
      },
    ]);
  });

  it.each([
    ['has no address', {}, { ingress: [] }, 'True'],
    [
      'is not programmed',
      { condition: { type: 'Programmed', status: 'False' } },
      {},
      'True',
    ],
    [
      'was changed since',
      {
        condition: {
          type: 'Programmed',
          status: 'True',
          observedGeneration: 1,
        },
      },
      {},
      'True',
    ],
    ['has no ready Pod', {}, {}, 'False'],
  ])(
    'does not call a Gateway programmed that %s',
    (_, gateway, service, ready) => {
      expect(decodeApi(gateway, service, ready)).toMatchObject([
        { programmed: false },
      ]);
    },
  );

  it.each([
    ['another port', { port: 443, tls: { mode: 'Passthrough' } }, false],
    ['TLS that ends there', { port: 15443, tls: { mode: 'Terminate' } }, false],
    ['no TLS', { port: 15443 }, false],
    [
      'another port with the option',
      {
        port: 443,
        tls: {
          mode: 'Passthrough',
          options: { 'gateway.istio.io/listener-protocol': 'auto-passthrough' },
        },
      },
      true,
    ],
  ])('decides about passthrough for %s', (_, listener, autoPassthrough) => {
    expect(
      decodeGateways({ ...empty, gateways: [apiGateway({ listener })] }),
    ).toMatchObject([{ autoPassthrough }]);
  });

  it('leaves out a Gateway without a network', () => {
    const { spec, status } = apiGateway({});

    expect(
      decodeGateways({
        ...empty,
        gateways: [{ metadata: { name: 'ingress' }, spec, status }],
      }),
    ).toEqual([]);
  });
});

describe('decodeGateways of Services', () => {
  const decodeClassic = (
    service: KubernetesObject,
    server: object = classicServer('AUTO_PASSTHROUGH'),
  ) =>
    decodeGateways({
      ...empty,
      services: [service],
      istioGateways: [server as KubernetesObject],
      pods: [classicPod],
    });

  it('reads a Service with its Istio Gateway', () => {
    expect(decodeClassic(classicService)).toMatchObject([
      {
        object: { kind: 'Service', name: 'eastwest' },
        addresses: ['lb.example'],
        port: 15443,
        autoPassthrough: true,
        hosts: ['*.local'],
        programmed: true,
      },
    ]);
  });

  it('misses passthrough where the server does something else', () => {
    expect(
      decodeClassic(classicService, classicServer('PASSTHROUGH')),
    ).toMatchObject([{ autoPassthrough: false, hosts: [] }]);
  });

  it.each([
    ["the Service's port", 15443, true],
    ['the port of the proxy', 8443, true],
    ['another port', 443, false],
  ])(
    'finds the server that names %s where the two differ',
    (_, number, autoPassthrough) => {
      const service = {
        ...classicService,
        spec: {
          type: 'LoadBalancer',
          selector: { istio: 'eastwestgateway' },
          ports: [{ port: 15443, targetPort: 8443 }],
        },
      };
      const server = {
        metadata: { name: 'cross-network' },
        spec: {
          selector: {},
          servers: [
            { port: { number }, tls: { mode: 'AUTO_PASSTHROUGH' }, hosts: [] },
          ],
        },
      };

      expect(decodeClassic(service, server)).toMatchObject([
        { autoPassthrough },
      ]);
    },
  );

  it('follows the label that names another port, and has no address without that port', () => {
    const labelled = {
      ...classicService,
      metadata: {
        ...classicService.metadata,
        labels: { ...labels, 'networking.istio.io/gatewayPort': '16443' },
      },
    };

    expect(decodeClassic(labelled)).toMatchObject([
      { port: 16443, addresses: [], programmed: false },
    ]);
  });

  const onNodes = (selector: string, spec: object = {}): KubernetesObject => ({
    metadata: {
      ...classicService.metadata,
      annotations: { 'traffic.istio.io/nodeSelector': selector },
    },
    spec: {
      type: 'NodePort',
      selector: { istio: 'eastwestgateway' },
      ports: [{ port: 15443, targetPort: 15443, nodePort: 31443 }],
      ...spec,
    },
  });
  const aNode = (name: string, external?: string): KubernetesObject => ({
    metadata: { name, labels: { pool: name } },
    status: {
      addresses: [
        { type: 'InternalIP', address: `10.0.0.${name}` },
        ...(external ? [{ type: 'ExternalIP', address: external }] : []),
      ],
    },
  });
  const nodes = [aNode('1', '192.0.2.1'), aNode('2', '192.0.2.2'), aNode('3')];
  const onNode = (name: string) => ({
    ...classicPod,
    spec: { nodeName: name },
  });

  it.each([
    ['all that have an external address', '{}', ['192.0.2.1', '192.0.2.2']],
    ['those with the labels', '{"pool":"2"}', ['192.0.2.2']],
    ['none without an external address', '{"pool":"3"}', []],
    ['all for what is no JSON', 'pool=2', ['192.0.2.1', '192.0.2.2']],
  ])('finds a gateway at Nodes: %s', (_, selector, addresses) => {
    expect(
      decodeGateways({
        ...empty,
        services: [onNodes(selector)],
        pods: [classicPod],
        nodes,
      }),
    ).toMatchObject([
      {
        addresses,
        port: 15443,
        nodePort: 31443,
        programmed: addresses.length > 0,
      },
    ]);
  });

  it('says which Nodes have no Pod to hand requests on to', () => {
    const decode = (externalTrafficPolicy: string) =>
      decodeGateways({
        ...empty,
        services: [onNodes('{}', { externalTrafficPolicy })],
        pods: [onNode('2')],
        nodes,
      });

    expect(decode('Local')).toMatchObject([{ silent: ['192.0.2.1'] }]);
    expect(decode('Cluster')[0]).not.toHaveProperty('silent');
  });

  it('does not guess the addresses of Nodes, and reads the others', () => {
    expect(
      decodeGateways({
        ...empty,
        services: [
          onNodes('{}'),
          {
            ...classicService,
            metadata: { ...classicService.metadata, name: 'other' },
          },
        ],
        pods: [classicPod],
      }),
    ).toMatchObject([
      { addresses: [], unreadNodes: true },
      { addresses: ['lb.example'] },
    ]);
  });

  it('tells external IPs that no Node has', () => {
    expect(
      decodeGateways({
        ...empty,
        services: [
          {
            ...classicService,
            spec: {
              ...(classicService.spec as object),
              externalIPs: ['10.0.0.3', '192.0.2.99'],
            },
          },
        ],
        pods: [classicPod],
        nodes,
      }),
    ).toMatchObject([
      {
        addresses: ['10.0.0.3', '192.0.2.99', 'lb.example'],
        unproven: ['192.0.2.99'],
      },
    ]);
  });
});

describe('decodeUnlabelledGateways', () => {
  const { labels: _labels, ...plain } = classicService.metadata;
  const unlabelled = (ports: readonly object[]) => ({
    ...classicService,
    metadata: plain,
    spec: { ...(classicService.spec as object), ports },
  });
  const decodePlain = (
    service: KubernetesObject,
    server: KubernetesObject = classicServer('AUTO_PASSTHROUGH'),
  ) =>
    decodeUnlabelledGateways({
      ...empty,
      istioGateways: [server],
      services: [service],
      pods: [classicPod],
    });

  it('finds each port that leads to a server which passes mutual TLS through', () => {
    expect(
      decodePlain(
        unlabelled([
          { port: 80, targetPort: 8080 },
          { port: 443, targetPort: 15443 },
          { port: 443, targetPort: 15443, protocol: 'UDP' },
        ]),
        {
          ...classicServer('AUTO_PASSTHROUGH'),
          spec: {
            selector: { istio: 'eastwestgateway' },
            servers: [
              {
                port: { number: 443 },
                tls: { mode: 'AUTO_PASSTHROUGH' },
                hosts: ['*.local'],
              },
            ],
          },
        },
      ),
    ).toMatchObject([
      {
        network: '',
        port: 443,
        addresses: ['lb.example'],
        hosts: ['*.local'],
        programmed: true,
      },
    ]);
  });

  it('leaves out those with a label, and those that end TLS', () => {
    const ports = [{ port: 15443, targetPort: 15443 }];
    expect(decodePlain(classicService)).toEqual([]);
    expect(
      decodePlain(unlabelled(ports), classicServer('PASSTHROUGH')),
    ).toEqual([]);
    expect(decodePlain(unlabelled(ports))).toHaveLength(1);
  });

  it('finds those of the Gateway API', () => {
    const gateway = apiGateway({});
    const { labels: _network, ...metadata } = gateway.metadata;
    const decoded = decodeUnlabelledGateways({
      ...empty,
      gateways: [{ ...gateway, metadata }, gateway],
      services: [madeService({ metadata: { labels: {} } })],
      pods: [apiPod('True')],
    });
    expect(decoded).toMatchObject([
      { network: '', port: 15443, addresses: ['10.0.0.1'] },
    ]);
  });
});
