import { anObject } from '../__testUtils__/anObject';
import { decodeBackendTlsPolicies } from './backendTlsPolicies';

const TARGET = { group: '', kind: 'Service', name: 'web' };
const SERVICE = anObject({ spec: { ports: [{ name: 'https', port: 443 }] } });

const decode = (spec: unknown) =>
  decodeBackendTlsPolicies(
    [{ ...anObject({ spec }), kind: 'BackendTLSPolicy' }],
    [SERVICE],
  );

describe('decodeBackendTlsPolicies', () => {
  it('makes a DestinationRule with TLS of its own for each Service', () => {
    expect(
      decode({
        targetRefs: [TARGET, { ...TARGET, sectionName: 'https' }],
        validation: { hostname: 'shop.example.com' },
      }),
    ).toMatchObject([
      {
        object: { kind: 'BackendTLSPolicy' },
        host: 'web.shop.svc.cluster.local',
        trafficPolicy: {
          tlsMode: 'SIMPLE',
          sni: 'shop.example.com',
          ports: [],
        },
      },
      {
        trafficPolicy: { ports: [{ port: 443, tlsMode: 'SIMPLE' }] },
      },
    ]);
  });

  it.each([
    undefined,
    { targetRefs: [{ ...TARGET, kind: 'ServiceImport' }] },
    { targetRefs: 'web' },
  ])('reads %j as no rule', spec => {
    expect(decode(spec)).toEqual([]);
  });
});
