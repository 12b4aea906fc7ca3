import { anObject } from '../__testUtils__/anObject';
import { decodeServiceEntries } from './serviceEntries';

const decode = (spec?: unknown) =>
  decodeServiceEntries([anObject({ spec })])[0];

describe('decodeServiceEntries', () => {
  it('reads hosts, ports, scope and endpoints', () => {
    expect(
      decode({
        hosts: ['db.example'],
        addresses: ['240.0.0.1'],
        ports: [
          { number: 443, name: 'tls', protocol: 'TLS', targetPort: 8443 },
        ],
        location: 'MESH_INTERNAL',
        resolution: 'STATIC',
        exportTo: ['*'],
        workloadSelector: { labels: { app: 'db' } },
        endpoints: [
          { address: '10.0.0.1', network: 'vm', weight: 2 },
          { network: '' },
        ],
        subjectAltNames: ['not-kept'],
      }),
    ).toEqual({
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        namespace: 'shop',
        name: 'web',
      },
      createdAt: '2026-01-01T00:00:00Z',
      hosts: ['db.example'],
      addresses: ['240.0.0.1'],
      ports: [{ number: 443, name: 'tls', protocol: 'TLS', targetPort: 8443 }],
      location: 'MESH_INTERNAL',
      resolution: 'STATIC',
      exportTo: ['*'],
      workloadSelector: { app: 'db' },
      endpoints: [{ address: '10.0.0.1', network: 'vm' }, {}],
    });
  });

  it.each([undefined, {}, { hosts: 'db', ports: null, endpoints: {} }])(
    'reads %j as external without resolution',
    spec => {
      expect(decode(spec)).toMatchObject({
        hosts: [],
        addresses: [],
        ports: [],
        location: 'MESH_EXTERNAL',
        resolution: 'NONE',
        endpoints: [],
      });
    },
  );

  it('reads a selector without labels, which selects everything', () => {
    expect(decode({ workloadSelector: {} })).toHaveProperty(
      'workloadSelector',
      {},
    );
    expect(decode({})).not.toHaveProperty('workloadSelector');
  });

  it.each([
    [{ location: 'MOON' }, 'ServiceEntry shop/web: location'],
    [{ resolution: 'GUESS' }, 'ServiceEntry shop/web: resolution'],
  ])('does not guess what %j means', (spec, message) => {
    expect(() => decode(spec)).toThrow(message);
  });
});
