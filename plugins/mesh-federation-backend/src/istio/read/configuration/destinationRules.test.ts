import { SORTED, anObject, unsorted } from '../__testUtils__/anObject';
import { decodeDestinationRules } from './destinationRules';

const decode = (spec?: unknown) =>
  decodeDestinationRules([anObject({ spec })])[0];

describe('decodeDestinationRules', () => {
  it('reads host, scope, TLS and subsets', () => {
    expect(
      decode({
        host: 'web.shop.svc.cluster.local',
        exportTo: ['.'],
        workloadSelector: { matchLabels: { app: 'client' } },
        trafficPolicy: {
          loadBalancer: { simple: 'RANDOM' },
          tls: {
            mode: 'MUTUAL',
            privateKey: '/etc/key.pem',
            credentialName: 'not-kept',
            sni: 'shop.example.com',
            subjectAltNames: ['spiffe://a'],
          },
          proxyProtocol: { version: 'V2' },
          portLevelSettings: [
            {
              port: { number: 80 },
              tls: { mode: 'DISABLE' },
              loadBalancer: { simple: 'PASSTHROUGH' },
            },
            { port: { number: 81 } },
            { port: {} },
          ],
        },
        subsets: [
          {
            name: 'v1',
            labels: { version: 'v1' },
            trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
          },
          { name: 'v2' },
        ],
      }),
    ).toEqual({
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        namespace: 'shop',
        name: 'web',
      },
      createdAt: '2026-01-01T00:00:00Z',
      host: 'web.shop.svc.cluster.local',
      exportTo: ['.'],
      workloadSelector: { app: 'client' },
      trafficPolicy: {
        tlsMode: 'MUTUAL',
        subjectAltNames: ['spiffe://a'],
        sni: 'shop.example.com',
        fromSecret: true,
        loadBalancer: 'other',
        proxyProtocol: true,
        ports: [
          { port: 80, tlsMode: 'DISABLE', loadBalancer: 'PASSTHROUGH' },
          { port: 81 },
        ],
      },
      subsets: [
        {
          name: 'v1',
          labels: { version: 'v1' },
          trafficPolicy: { tlsMode: 'ISTIO_MUTUAL', ports: [] },
        },
        { name: 'v2', labels: {} },
      ],
    });
  });

  it('takes TLS settings without a mode for DISABLE', () => {
    expect(decode({ trafficPolicy: { tls: {} } }).trafficPolicy).toEqual({
      tlsMode: 'DISABLE',
      ports: [],
    });
  });

  it('keeps a policy without TLS: of two rules only the policy of the first counts', () => {
    expect(decode({ trafficPolicy: { connectionPool: {} } })).toHaveProperty(
      'trafficPolicy',
      { ports: [] },
    );
  });

  it('takes certificates of a ConfigMap for no secret', () => {
    expect(
      decode({
        trafficPolicy: {
          tls: { mode: 'SIMPLE', credentialName: 'configmap://roots' },
        },
      }),
    ).toHaveProperty('trafficPolicy', { tlsMode: 'SIMPLE', ports: [] });
  });

  it.each([
    undefined,
    {
      exportTo: [],
      workloadSelector: null,
      trafficPolicy: null,
      subsets: null,
    },
    { host: 5, subsets: 'v1', trafficPolicy: [] },
  ])('reads %j as a rule that says nothing', spec => {
    expect(decode(spec)).toEqual({
      object: expect.objectContaining({ name: 'web' }),
      createdAt: '2026-01-01T00:00:00Z',
      host: '',
      subsets: [],
    });
  });

  it('reads a selector without labels, which selects everything', () => {
    expect(decode({ workloadSelector: {} })).toHaveProperty(
      'workloadSelector',
      {},
    );
  });

  it('does not guess what a new mode means', () => {
    expect(() =>
      decode({ trafficPolicy: { tls: { mode: 'QUANTUM' } } }),
    ).toThrow('DestinationRule shop/web: tls.mode has the unknown value');
  });

  it('sorts by namespace, then name', () => {
    expect(
      decodeDestinationRules(unsorted()).map(
        ({ object }) => `${object.namespace}/${object.name}`,
      ),
    ).toEqual(SORTED);
  });
});
