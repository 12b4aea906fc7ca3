import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { decodeGateways } from './gateways';

const labels = { 'topology.istio.io/network': 'network-east' };
const empty = { gateways: [], istioGateways: [], services: [], pods: [] };

function apiGateway(options: {
  listener?: object;
  addresses?: readonly object[];
  condition?: object;
}): KubernetesObject {
  return {
    metadata: { name: 'ew', namespace: 'istio-system', labels, generation: 2 },
    spec: {
      listeners: [
        options.listener ?? {
          hostname: '*.local',
          port: 15443,
          tls: { mode: 'Passthrough' },
        },
      ],
    },
    status: {
      addresses: options.addresses ?? [{ value: '10.0.0.1' }],
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

const classicService: KubernetesObject = {
  metadata: { name: 'eastwest', namespace: 'istio-system', labels },
  spec: {
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

describe('decodeGateways', () => {
  it('reads a Gateway of the Gateway API', () => {
    expect(
      decodeGateways({
        ...empty,
        gateways: [apiGateway({})],
        pods: [apiPod('True')],
      }),
    ).toMatchObject([
      {
        object: { kind: 'Gateway', name: 'ew' },
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
    ['has no address', { addresses: [] }, 'True'],
    [
      'is not programmed',
      { condition: { type: 'Programmed', status: 'False' } },
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
      'True',
    ],
    ['has no ready Pod', {}, 'False'],
  ])('does not call a Gateway programmed that %s', (_, options, ready) => {
    expect(
      decodeGateways({
        ...empty,
        gateways: [apiGateway(options)],
        pods: [apiPod(ready)],
      }),
    ).toMatchObject([{ programmed: false }]);
  });

  it.each([
    ['another port', { port: 443, tls: { mode: 'Passthrough' } }, false],
    ['TLS that ends there', { port: 15443, tls: { mode: 'Terminate' } }, false],
    [
      'another port with the option',
      {
        port: 443,
        tls: {
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

  it('reads a classic Service with its Istio Gateway', () => {
    expect(
      decodeGateways({
        ...empty,
        services: [classicService],
        istioGateways: [classicServer('AUTO_PASSTHROUGH')],
        pods: [classicPod],
      }),
    ).toMatchObject([
      {
        object: { kind: 'Service', name: 'eastwest' },
        addresses: ['lb.example'],
        autoPassthrough: true,
        hosts: ['*.local'],
        programmed: true,
      },
    ]);
  });

  it('misses passthrough in a classic gateway whose server does something else', () => {
    expect(
      decodeGateways({
        ...empty,
        services: [classicService],
        istioGateways: [classicServer('PASSTHROUGH')],
        pods: [classicPod],
      }),
    ).toMatchObject([{ autoPassthrough: false, hosts: [] }]);
  });

  it('counts the Service that istiod makes for a Gateway only once', () => {
    const made = {
      ...classicService,
      metadata: {
        ...classicService.metadata,
        ownerReferences: [{ kind: 'Gateway', name: 'ew' }],
      },
    };

    expect(
      decodeGateways({
        ...empty,
        gateways: [apiGateway({})],
        services: [made],
      }),
    ).toHaveLength(1);
  });
});
