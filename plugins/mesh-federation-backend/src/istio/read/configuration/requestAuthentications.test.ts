import { anObject, SORTED, unsorted } from '../__testUtils__/anObject';
import { decodeRequestAuthentications } from './requestAuthentications';

const read = (spec: unknown) =>
  decodeRequestAuthentications([anObject({ spec })])[0];

describe('decodeRequestAuthentications', () => {
  it('keeps whose tokens are taken by whom, and no keys', () => {
    expect(
      read({
        selector: { matchLabels: { app: 'web' } },
        jwtRules: [
          { issuer: 'https://a.example', jwks: '{"keys":[]}' },
          { issuer: 'b', jwksUri: 'https://b.example', fromHeaders: [{}] },
          { issuer: 7 },
        ],
      }),
    ).toEqual({
      object: {
        apiVersion: 'security.istio.io/v1',
        kind: 'RequestAuthentication',
        namespace: 'shop',
        name: 'web',
      },
      createdAt: '2026-01-01T00:00:00Z',
      selector: { app: 'web' },
      targetRefs: [],
      issuers: ['https://a.example', 'b'],
    });
  });

  it('takes nothing for no rules, and keeps what it is attached to', () => {
    expect(
      read({ targetRefs: [{ kind: 'Gateway', name: 'in' }] }),
    ).toMatchObject({
      issuers: [],
      targetRefs: [{ kind: 'Gateway', name: 'in' }],
    });
    expect(read('nothing')).toMatchObject({ issuers: [], targetRefs: [] });
  });

  it('sorts by namespace and name', () => {
    expect(
      decodeRequestAuthentications(unsorted()).map(
        ({ object: { namespace, name } }) => `${namespace}/${name}`,
      ),
    ).toEqual(SORTED);
  });
});
