import { aMeshOfServices } from '@mesh-federation/fixtures';
import serversOfEast from '../istio/witness/__fixtures__/serversOfEast.json';
import { dumpOfOrders } from '../__testUtils__/dumpOfOrders';
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

describe('the second witness', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'orders',
            annotations: {
              'backstage.io/kubernetes-label-selector': 'app=orders',
            },
          },
        },
      ],
    });
    for (const state of aMeshOfServices(['east', 'west'])) {
      server.states.set(state.cluster, state);
    }
  });

  /** To the next question: first it is asked about clients, then about servers. */
  const saysNext = (text: SharedArrayBuffer) =>
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
          text,
        },
      })),
    );

  const says = (...clusters: readonly string[]) =>
    saysNext(dumpOfOrders(...clusters));

  const ask = async (path = CELL) => {
    const { status, body } = await server.call(ADMIN, 'get', path);
    expect(status).toBe(200);
    return body.items[0];
  };

  it('is asked about a proxy of the client, at the istiods of its cluster', async () => {
    says('east', 'west');

    await ask();

    expect(server.witness.ask).toHaveBeenCalledWith(
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

  it('is asked once more when it contradicts, as it may not have handed on all yet', async () => {
    says('east');
    // About the servers.
    saysNext(new SharedArrayBuffer(0));
    says('east', 'west');

    const { explanation } = await ask();

    expect(explanation).toMatchObject({
      verdict: 'reachable',
      confirmation: { status: 'confirmed' },
    });
  });

  it.each([
    CELL,
    CELL.replace(
      '/services/shop/orders',
      '/entities/by-name/component/default/orders',
    ),
  ])('is not asked about what would be: %s', async path => {
    server.witness.ask.mockClear();

    const { explanation } = await ask(`${path}&without=east`);

    expect(explanation).toMatchObject({ verdict: 'reachable' });
    expect(explanation).not.toHaveProperty('confirmation');
    expect(server.witness.ask).not.toHaveBeenCalled();
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
    for (const field of ['confirmation', 'unread', 'ifConfirmed', 'legs']) {
      expect(cells[0]).not.toHaveProperty(field);
    }
  });

  it.each([
    ['confirms', 'unguarded', 'reachable', 'confirmed'],
    ['contradicts', 'plaintext', 'unknown', 'contradicted'],
  ] as const)(
    '%s by what it gave to a server',
    async (_, name, verdict, status) => {
      const text = JSON.stringify(serversOfEast[name]);
      const bytes = new SharedArrayBuffer(Buffer.byteLength(text));
      Buffer.from(bytes).write(text);
      says('east', 'west');
      saysNext(bytes);

      const { explanation } = await ask();

      expect(explanation).toMatchObject({
        verdict,
        confirmation: {
          status,
          servers: [
            {
              proxy: { cluster: 'west', namespace: 'shop' },
              requests: [
                { identity: 'spiffe://cluster.local/ns/shop/sa/client' },
              ],
            },
          ],
        },
      });
    },
  );

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
