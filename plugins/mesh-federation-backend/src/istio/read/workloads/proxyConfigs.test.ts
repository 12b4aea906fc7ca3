import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeProxyConfigs } from './proxyConfigs';

const decode = (spec: object) => {
  const { selector, xdsAgent } = decodeProxyConfigs([anObject({ spec })])[0]!;
  return { selector, xdsAgent };
};

describe('decodeProxyConfigs', () => {
  it('keeps the selector and one variable, and no other', () => {
    const [config] = decodeProxyConfigs([
      anObject({
        spec: {
          selector: { matchLabels: { app: 'web' } },
          concurrency: 2,
          environmentVariables: {
            PROXY_CONFIG_XDS_AGENT: 'false',
            TOKEN: 'secret',
          },
        },
      }),
    ]);
    expect(config).toEqual({
      object: {
        apiVersion: 'networking.istio.io/v1beta1',
        kind: 'ProxyConfig',
        namespace: 'shop',
        name: 'web',
      },
      createdAt: '2026-01-01T00:00:00Z',
      selector: { app: 'web' },
      xdsAgent: false,
    });
  });

  it.each([
    ['nothing', {}, undefined, undefined],
    ['a selector without labels', { selector: {} }, {}, undefined],
    [
      'the flag in another spelling',
      { environmentVariables: { PROXY_CONFIG_XDS_AGENT: 't' } },
      undefined,
      true,
    ],
  ])('reads %s', (_, spec, selector, xdsAgent) => {
    expect(decode(spec)).toEqual({ selector, xdsAgent });
  });

  it('sorts them', () => {
    expect(
      decodeProxyConfigs(unsorted()).map(
        ({ object }) => `${object.namespace}/${object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
