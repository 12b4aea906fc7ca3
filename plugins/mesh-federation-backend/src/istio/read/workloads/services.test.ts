import real from '../__fixtures__/gatewayService.json';
import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeServices } from './services';

const decode = (
  spec: object,
  annotations: Readonly<Record<string, string>> = {},
) => decodeServices([anObject({ spec }, { annotations })])[0];

describe('decodeServices', () => {
  it('reads a Service as a real API server gives it, and nothing more than needed', () => {
    expect(decodeServices([real])).toEqual([
      {
        namespace: 'istio-system',
        name: 'mesh-federation-eastwest-istio',
        addresses: ['198.19.1.130'],
        createdAt: real.metadata.creationTimestamp,
        labels: real.metadata.labels,
        type: 'LoadBalancer',
        headless: false,
        selector: {
          'gateway.networking.k8s.io/gateway-name': 'mesh-federation-eastwest',
        },
        ports: [
          {
            name: 'status-port',
            port: 15021,
            protocol: 'TCP',
            appProtocol: 'tcp',
          },
          {
            name: 'cross-network',
            port: 15443,
            protocol: 'TCP',
            appProtocol: 'tls',
          },
        ],
        internalTrafficPolicy: 'Cluster',
        publishNotReadyAddresses: false,
      },
    ]);
  });

  it('has the defaults of Kubernetes for what is missing', () => {
    expect(decodeServices([anObject()])).toEqual([
      {
        namespace: 'shop',
        name: 'web',
        createdAt: '2026-01-01T00:00:00Z',
        labels: {},
        type: 'ClusterIP',
        headless: false,
        ports: [],
        publishNotReadyAddresses: false,
      },
    ]);
  });

  it('reads ports: names and numbers as targets, protocols, the target only where it differs', () => {
    expect(
      decode({
        ports: [
          { port: 80, targetPort: 'http', appProtocol: 'kubernetes.io/h2c' },
          { port: 81, targetPort: 81 },
          { port: 53, targetPort: 5353, protocol: 'UDP', name: 'dns' },
          { port: 9 },
        ],
      }).ports,
    ).toEqual([
      {
        port: 80,
        protocol: 'TCP',
        targetPort: 'http',
        appProtocol: 'kubernetes.io/h2c',
      },
      { port: 81, protocol: 'TCP' },
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: '5353' },
      { port: 9, protocol: 'TCP' },
    ]);
  });

  it.each([
    ['one address', { clusterIP: '10.0.0.7' }, { addresses: ['10.0.0.7'] }],
    [
      'two addresses',
      { clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7', 'fd00::7'] },
      { addresses: ['10.0.0.7', 'fd00::7'] },
    ],
    ['headless', { clusterIP: 'None' }, { headless: true }],
    [
      'external',
      { type: 'ExternalName', externalName: 'db.example' },
      { type: 'ExternalName', externalName: 'db.example' },
    ],
    [
      'for one node',
      { internalTrafficPolicy: 'Local' },
      { internalTrafficPolicy: 'Local' },
    ],
    [
      'of addresses that are not ready',
      { publishNotReadyAddresses: true },
      { publishNotReadyAddresses: true },
    ],
  ])('knows a Service that is %s', (_, spec, expected) => {
    expect(decode(spec)).toMatchObject(expected);
  });

  it.each([
    ['a, b ,.', ['a', 'b', '.']],
    ['*', ['*']],
    ['', undefined],
  ])('splits the annotation exportTo %p', (value, expected) => {
    const { exportTo } = decode({}, { 'networking.istio.io/exportTo': value });

    expect(exportTo).toEqual(expected);
  });

  it('reads which endpoints come first', () => {
    expect(
      decode(
        { trafficDistribution: 'PreferClose' },
        { 'networking.istio.io/traffic-distribution': 'PreferSameNode' },
      ),
    ).toMatchObject({
      trafficDistribution: 'PreferClose',
      distributionAnnotation: 'PreferSameNode',
    });
  });

  it('sorts by namespace, then name', () => {
    expect(
      decodeServices(unsorted()).map(item => `${item.namespace}/${item.name}`),
    ).toEqual(SORTED);
  });

  it.each([
    [{ type: 'Teleport' }, 'Service shop/web: spec.type'],
    [{ ports: [{ port: 1, protocol: 'QUIC' }] }, 'Service shop/web: protocol'],
    [{ internalTrafficPolicy: 'Zone' }, 'spec.internalTrafficPolicy'],
  ])('does not guess what %j means', (spec, message) => {
    expect(() => decode(spec)).toThrow(message);
  });
});
