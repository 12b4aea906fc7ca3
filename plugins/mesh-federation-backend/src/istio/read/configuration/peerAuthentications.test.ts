import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodePeerAuthentications } from './peerAuthentications';

const decode = (spec?: unknown) =>
  decodePeerAuthentications([anObject({ spec })])[0];

describe('decodePeerAuthentications', () => {
  it('reads selector, mode and modes of ports', () => {
    expect(
      decode({
        selector: { matchLabels: { app: 'web' } },
        mtls: { mode: 'STRICT' },
        portLevelMtls: { 8080: { mode: 'DISABLE' }, 9090: {} },
      }),
    ).toEqual({
      object: {
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        namespace: 'shop',
        name: 'web',
      },
      createdAt: '2026-01-01T00:00:00Z',
      selector: { app: 'web' },
      mode: 'STRICT',
      portModes: { 8080: 'DISABLE', 9090: 'UNSET' },
    });
  });

  it.each([
    ['nothing', undefined],
    ['an empty spec', {}],
    ['null', { mtls: null, selector: null, portLevelMtls: null }],
    ['no mode', { mtls: {} }],
    ['odd types', { mtls: 'STRICT', selector: [], portLevelMtls: 5 }],
  ])('inherits everything with %s', (_, spec) => {
    const policy = decode(spec);

    expect(policy).toMatchObject({ mode: 'UNSET', portModes: {} });
    expect(policy).not.toHaveProperty('selector');
  });

  it('does not guess what a new mode means', () => {
    expect(() => decode({ mtls: { mode: 'MAYBE' } })).toThrow(
      'PeerAuthentication shop/web: mtls.mode has the unknown value MAYBE',
    );
  });

  it('sorts by namespace, then name', () => {
    expect(
      decodePeerAuthentications(unsorted()).map(
        ({ object }) => `${object.namespace}/${object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
