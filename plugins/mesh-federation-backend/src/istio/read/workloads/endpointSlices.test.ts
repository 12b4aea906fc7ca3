import real from '../__fixtures__/gatewaySlice.json';
import { anObject } from '../__testUtils__/anObject';
import { decodeEndpointSlices } from './endpointSlices';

const labels = { 'kubernetes.io/service-name': 'web' };

const decode = (content: object) =>
  decodeEndpointSlices([
    anObject({ addressType: 'IPv4', ...content }, { labels }),
  ])[0];

describe('decodeEndpointSlices', () => {
  it('reads a slice as a real API server gives it', () => {
    expect(decodeEndpointSlices([real])).toEqual([
      {
        namespace: 'istio-system',
        service: 'mesh-federation-eastwest-istio',
        addressType: 'IPv4',
        ports: [
          { name: 'status-port', port: 15021, protocol: 'TCP' },
          { name: 'cross-network', port: 15443, protocol: 'TCP' },
        ],
        endpoints: [
          {
            address: '198.18.1.5',
            ready: true,
            pod: 'mesh-federation-eastwest-istio-69b5b8f8f7-5lskr',
          },
        ],
      },
    ]);
  });

  it.each([
    [undefined, true],
    [{}, true],
    [{ ready: null }, true],
    [{ ready: true }, true],
    [{ ready: false, serving: true, terminating: true }, false],
  ])(
    'takes an endpoint with conditions %j for ready: %p',
    (conditions, ready) => {
      expect(
        decode({ endpoints: [{ addresses: ['10.0.0.1'], conditions }] })
          .endpoints,
      ).toEqual([{ address: '10.0.0.1', ready }]);
    },
  );

  it('names Pods alone, and no address twice for one endpoint', () => {
    expect(
      decode({
        endpoints: [
          {
            addresses: ['10.0.0.1', '10.0.0.2'],
            targetRef: { kind: 'Pod', name: 'web-1' },
          },
          { addresses: ['10.0.0.3'], targetRef: { kind: 'Node', name: 'n' } },
          {},
        ],
      }).endpoints,
    ).toEqual([
      { address: '10.0.0.1', ready: true, pod: 'web-1' },
      { address: '10.0.0.2', ready: true, pod: 'web-1' },
      { address: '10.0.0.3', ready: true },
    ]);
  });

  it.each([
    ['of no Service', {}],
    [
      'that another controller imported',
      { ...labels, 'multicluster.kubernetes.io/service-name': 'web' },
    ],
  ])('leaves out a slice %s', (_, sliceLabels) => {
    expect(
      decodeEndpointSlices([
        anObject({ addressType: 'IPv4' }, { labels: sliceLabels }),
      ]),
    ).toEqual([]);
  });

  it('reads missing lists as empty and does not guess a type of address', () => {
    expect(decode({})).toMatchObject({ ports: [], endpoints: [] });
    expect(() => decode({ addressType: 'Star' })).toThrow(
      'EndpointSlice shop/web: addressType has the unknown value Star',
    );
  });
});
