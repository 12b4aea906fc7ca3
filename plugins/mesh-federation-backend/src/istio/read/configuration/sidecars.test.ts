import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeSidecars } from './sidecars';

const decode = (spec?: unknown) => decodeSidecars([anObject({ spec })])[0];

describe('decodeSidecars', () => {
  it('reads selector, egress and that ingress is set', () => {
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
      ingress: true,
    });
  });

  it.each([undefined, {}, { egress: [], ingress: [] }, { egress: null }])(
    'limits nothing with %j',
    spec => {
      const sidecar = decode(spec);

      expect(sidecar.ingress).toBe(false);
      expect(sidecar).not.toHaveProperty('egress');
      expect(sidecar).not.toHaveProperty('workloadSelector');
    },
  );

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

  it('sorts by namespace, then name', () => {
    expect(
      decodeSidecars(unsorted()).map(
        ({ object }) => `${object.namespace}/${object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
