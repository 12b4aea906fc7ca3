import { aMeshOfServices } from '@mesh-federation/fixtures';
import {
  ADMIN,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// A backend is started.
jest.setTimeout(60_000);

const AT = '2026-06-01T00:00:00.000Z';
const CELL =
  '/services/shop/orders/reachability?from=east&to=west&port=80&clientNamespace=shop&clientWorkload=client';

/** What istiod gives a proxy for Service shop/orders, with endpoints of the clusters. */
function dumpOf(...clusters: readonly string[]): SharedArrayBuffer {
  const host = 'orders.shop.svc.cluster.local';
  const name = `outbound|80||${host}`;
  const type = (of: string) => ({
    '@type': `type.googleapis.com/envoy.config.${of}`,
  });
  const text = JSON.stringify({
    configs: [
      {
        ...type('cluster.v3.Cluster'),
        name,
        type: 'EDS',
        transportSocket: {
          typedConfig: {
            '@type': 'UpstreamTlsContext',
            commonTlsContext: {
              tlsCertificateSdsSecretConfigs: [{ name: 'default' }],
              alpnProtocols: ['istio'],
            },
          },
        },
      },
      {
        ...type('route.v3.RouteConfiguration'),
        name: '80',
        virtualHosts: [
          {
            domains: [host],
            routes: [{ match: { prefix: '/' }, route: { cluster: name } }],
          },
        ],
      },
      {
        ...type('endpoint.v3.ClusterLoadAssignment'),
        clusterName: name,
        endpoints: [
          {
            lbEndpoints: clusters.map(cluster => ({
              endpoint: {
                address: {
                  socketAddress: { address: '192.0.2.1', portValue: 15443 },
                },
              },
              metadata: {
                filterMetadata: { istio: { workload: `;;;;${cluster}` } },
              },
            })),
          },
        ],
      },
    ],
  });
  const bytes = new SharedArrayBuffer(Buffer.byteLength(text));
  Buffer.from(bytes).write(text);
  return bytes;
}

describe('the second witness', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    for (const state of aMeshOfServices(['east', 'west'])) {
      server.states.set(state.cluster, state);
    }
  });

  const says = (...clusters: readonly string[]) =>
    server.witness.ask.mockImplementationOnce(async ({ proxies }) =>
      proxies.map(({ namespace, pod }) => ({
        ok: true,
        dump: {
          namespace,
          pod,
          istiod: 'istiod-1',
          at: new Date(
            Date.parse(AT) + server.witness.ask.mock.calls.length,
          ).toISOString(),
          text: dumpOf(...clusters),
        },
      })),
    );

  const ask = async (path = CELL) => {
    const { status, body } = await server.call(ADMIN, 'get', path);
    expect(status).toBe(200);
    return body.items[0];
  };

  it('is asked about a proxy of the client, at the istiods of its cluster', async () => {
    says('east', 'west');

    await ask();

    expect(server.witness.ask).toHaveBeenLastCalledWith(
      expect.objectContaining({
        cluster: 'east',
        proxies: [
          expect.objectContaining({
            namespace: 'shop',
            pod: expect.stringContaining('client'),
            istiods: [
              {
                namespace: 'istio-system',
                pod: expect.stringContaining('istiod'),
              },
            ],
          }),
        ],
      }),
    );
  });

  it('confirms a verdict', async () => {
    says('east', 'west');

    const { explanation } = await ask();

    expect(explanation).toMatchObject({
      verdict: 'reachable',
      confirmation: {
        status: 'confirmed',
        testimonies: [{ istiod: 'istiod-1', request: { kind: 'forwarded' } }],
      },
    });
  });

  it('makes a verdict unknown that it contradicts, in the matrix too', async () => {
    says('east');

    const { explanation, cells } = await ask();

    expect(explanation).toMatchObject({
      verdict: 'unknown',
      confirmation: { status: 'contradicted', finding: { code: 'MF6201' } },
    });
    expect(cells).toEqual([
      expect.objectContaining({ provider: 'west', verdict: 'unknown' }),
    ]);
    expect(cells[0]).not.toHaveProperty('confirmation');
  });

  it('leaves a verdict as it is when it cannot be asked, and says why', async () => {
    const { explanation } = await ask();

    expect(explanation).toMatchObject({
      verdict: 'reachable',
      confirmation: {
        status: 'unconfirmed',
        why: {
          kind: 'not-asked',
          reason: { message: 'istiod of a test says nothing' },
        },
      },
    });
  });

  it('is asked about what is opened alone', async () => {
    server.witness.ask.mockClear();

    await ask('/services/shop/orders/reachability');

    expect(server.witness.ask).not.toHaveBeenCalled();
  });
});

it('is not asked when the configuration says so', async () => {
  const server = await startTestServer({
    config: { witness: { enabled: false } },
  });
  for (const state of aMeshOfServices(['east', 'west'])) {
    server.states.set(state.cluster, state);
  }

  const { body } = await server.call(ADMIN, 'get', CELL);

  expect(body.items[0].explanation).not.toHaveProperty('confirmation');
  expect(server.witness.ask).not.toHaveBeenCalled();
});
