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
            subjectAltNames: ['spiffe://a'],
          },
          portLevelSettings: [
            { port: { number: 80 }, tls: { mode: 'DISABLE' } },
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
        ports: [{ port: 80, tlsMode: 'DISABLE' }, { port: 81 }],
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

  it('takes TLS settings without a mode for DISABLE, and no settings for none', () => {
    expect(decode({ trafficPolicy: { tls: {} } }).trafficPolicy).toEqual({
      tlsMode: 'DISABLE',
      ports: [],
    });
    expect(
      decode({ trafficPolicy: { outlierDetection: {} } }),
    ).not.toHaveProperty('trafficPolicy');
  });

  it.each([
    undefined,
    { exportTo: [], workloadSelector: {}, trafficPolicy: null, subsets: null },
    { host: 5, subsets: 'v1', trafficPolicy: [] },
  ])('reads %j as a rule that says nothing', spec => {
    expect(decode(spec)).toEqual({
      object: expect.objectContaining({ name: 'web' }),
      createdAt: '2026-01-01T00:00:00Z',
      host: '',
      subsets: [],
    });
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
