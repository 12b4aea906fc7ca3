import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeSidecars } from './sidecars';

const decode = (spec?: unknown) => decodeSidecars([anObject({ spec })])[0];

describe('decodeSidecars', () => {
  it('reads selector, egress and ingress', () => {
    expect(
      decode({
        workloadSelector: { labels: { app: 'web' } },
        egress: [
          { hosts: ['./*', 'istio-system/*'] },
          { hosts: ['*/db'], port: { number: 5432 } },
        ],
        ingress: [{ port: { number: 80 } }],
      }),
    ).toEqual({
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'Sidecar',
        namespace: 'shop',
        name: 'web',
      },
      createdAt: '2026-01-01T00:00:00Z',
      workloadSelector: { app: 'web' },
      egress: [
        { hosts: ['./*', 'istio-system/*'] },
        { hosts: ['*/db'], port: 5432 },
      ],
      ingress: [{ port: 80, protocol: '', target: 80 }],
    });
  });

  it.each([undefined, {}, { egress: [], ingress: [] }, { egress: null }])(
    'limits nothing with %j',
    spec => {
      const sidecar = decode(spec);

      expect(sidecar.ingress).toEqual([]);
      expect(sidecar).not.toHaveProperty('egress');
      expect(sidecar).not.toHaveProperty('workloadSelector');
    },
  );

  it('reads a selector without labels, which selects everything', () => {
    expect(decode({ workloadSelector: {} })).toHaveProperty(
      'workloadSelector',
      {},
    );
  });

  it.each([
    [{ mode: 'ALLOW_ANY' }, 'ALLOW_ANY'],
    [{ mode: 'REGISTRY_ONLY' }, 'REGISTRY_ONLY'],
    [{}, 'REGISTRY_ONLY'],
    [undefined, undefined],
  ])('reads the outbound traffic policy %j as %s', (policy, expected) => {
    expect(
      decode({ outboundTrafficPolicy: policy }).outboundTrafficPolicy,
    ).toBe(expected);
  });

  it.each([
    [{ defaultEndpoint: '127.0.0.1:8081' }, { target: 8081 }],
    [{ defaultEndpoint: '[::1]:8081' }, { target: 8081 }],
    [{ defaultEndpoint: 'unix:///tmp/socket' }, {}],
    [{ bind: '10.0.0.1' }, { target: 80, special: true }],
    [{ captureMode: 'NONE' }, { target: 80, special: true }],
    [{ captureMode: 'IPTABLES' }, { target: 80 }],
    [{ tls: { mode: 'SIMPLE' } }, { target: 80, special: true }],
  ])('reads the inbound listener %j', (listener, expected) => {
    expect(
      decode({
        ingress: [{ port: { number: 80, protocol: 'HTTP' }, ...listener }, {}],
      }).ingress,
    ).toEqual([{ port: 80, protocol: 'HTTP', ...expected }]);
  });

  it.each([
    [{ bind: '127.0.0.1' }, true],
    [{ captureMode: 'NONE' }, true],
    [{ captureMode: 'IPTABLES' }, undefined],
  ])('tells whether %j listens at an address of its own', (listener, apart) => {
    expect(
      decode({ egress: [{ hosts: ['*/*'], ...listener }] }).egress?.[0]?.apart,
    ).toBe(apart);
  });

  it('sorts by namespace, then name', () => {
    expect(
      decodeSidecars(unsorted()).map(
        ({ object }) => `${object.namespace}/${object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
