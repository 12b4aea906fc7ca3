import type { ClusterResult } from '../../kubernetes/ClusterClient';
import type { PodHttpAnswer, PodHttpQuestion } from '../../kubernetes/PodHttp';
import { IstiodWitness } from './IstiodWitness';

const ISTIODS = [
  { namespace: 'istio-system', pod: 'istiod-1' },
  { namespace: 'istio-system', pod: 'istiod-2' },
];
const PROXY = { namespace: 'shop', pod: 'orders-1', istiods: ISTIODS };
const QUESTION = { cluster: 'east', proxies: [PROXY] };

type Answers = Readonly<Record<string, ClusterResult<PodHttpAnswer> | string>>;

/** Answers by `istiod path`, where the path ends at the question mark. */
function setUp(answers: Answers) {
  const asked: PodHttpQuestion[] = [];
  const clock = { now: new Date('2026-06-01T00:00:00.000Z') };
  const witness = new IstiodWitness({
    now: () => clock.now,
    http: {
      get: async question => {
        asked.push(question);
        const { pod, path } = question;
        const answer = answers[`${pod} ${path.split('?')[0]}`];
        return typeof answer === 'string'
          ? { ok: true, value: { status: 200, body: answer } }
          : answer ?? { ok: true, value: { status: 404, body: '' } };
      },
    },
  });
  return { witness, asked, clock };
}

const connections = (...ids: readonly string[]) =>
  JSON.stringify({
    totalClients: ids.length,
    clients: ids.map(connectionId => ({ connectionId })),
  });

const FORBIDDEN = {
  ok: false,
  error: { reason: { kind: 'error', message: 'refused' } },
} as const;

describe('IstiodWitness', () => {
  it('asks the replica to which the proxy is connected, for no secrets', async () => {
    const { witness, asked } = setUp({
      'istiod-1 /debug/connections': connections('other-1.shop-3'),
      'istiod-2 /debug/connections': connections('orders-1.shop-4'),
      'istiod-2 /debug/config_dump': '{"configs":[]}',
    });

    const [answer] = await witness.ask(QUESTION);

    expect(answer).toMatchObject({
      ok: true,
      dump: {
        namespace: 'shop',
        pod: 'orders-1',
        istiod: 'istiod-2',
        at: '2026-06-01T00:00:00.000Z',
      },
    });
    expect(answer?.ok && Buffer.from(answer.dump.text).toString('utf8')).toBe(
      '{"configs":[]}',
    );
    expect(asked.at(-1)).toMatchObject({
      namespace: 'istio-system',
      pod: 'istiod-2',
      port: 8080,
      path: '/debug/config_dump?proxyID=orders-1.shop-4&types=CDS%2CLDS%2CRDS%2CEDS',
    });
  });

  it('asks once for all who ask within some seconds', async () => {
    const { witness, asked, clock } = setUp({
      'istiod-1 /debug/connections': connections('orders-1.shop-4'),
      'istiod-1 /debug/config_dump': '{"configs":[]}',
    });

    await Promise.all([witness.ask(QUESTION), witness.ask(QUESTION)]);
    expect(asked).toHaveLength(2);
    clock.now = new Date('2026-06-01T00:00:06.000Z');
    await witness.ask(QUESTION);
    expect(asked).toHaveLength(4);
  });

  it('asks again when what was said before is of no use', async () => {
    const { witness, asked, clock } = setUp({
      'istiod-1 /debug/connections': connections('orders-1.shop-4'),
      'istiod-1 /debug/config_dump': '{"configs":[]}',
    });

    await witness.ask(QUESTION);
    clock.now = new Date('2026-06-01T00:00:01.000Z');
    await witness.ask({ ...QUESTION, notBefore: '2026-06-01T00:00:00.000Z' });
    expect(asked).toHaveLength(2);
    await witness.ask({ ...QUESTION, notBefore: '2026-06-01T00:00:00.500Z' });
    // The connections are the same.
    expect(asked).toHaveLength(3);
    await witness.ask(QUESTION);
    expect(asked).toHaveLength(3);
  });

  it.each<[string, Answers, string]>([
    [
      'no istiod lets itself be asked',
      {
        'istiod-1 /debug/connections': FORBIDDEN,
        'istiod-2 /debug/connections': FORBIDDEN,
      },
      'refused',
    ],
    [
      'no istiod has the proxy',
      {
        'istiod-1 /debug/connections': connections(),
        'istiod-2 /debug/connections': connections(),
      },
      'no istiod of east has a connection of proxy shop/orders-1',
    ],
    [
      'istiod could mean another proxy',
      {
        'istiod-1 /debug/connections': connections(
          'orders-1.shop-4',
          'x-orders-1.shop-4',
        ),
        'istiod-2 /debug/connections': connections(),
      },
      'would take another connection',
    ],
    [
      'something else answers',
      {
        'istiod-1 /debug/connections': '<html>',
        'istiod-2 /debug/connections': '{}',
      },
      'did not answer with its connections',
    ],
    [
      'the connection ends meanwhile',
      { 'istiod-1 /debug/connections': connections('orders-1.shop-4') },
      'answered 404',
    ],
  ])('says why when %s', async (_, answers, message) => {
    const { witness } = setUp(answers);

    expect(await witness.ask(QUESTION)).toEqual([
      {
        ok: false,
        reason: expect.objectContaining({
          message: expect.stringContaining(message),
        }),
      },
    ]);
  });

  it('says why when no istiod runs', async () => {
    const { witness } = setUp({});

    expect(
      await witness.ask({ ...QUESTION, proxies: [{ ...PROXY, istiods: [] }] }),
    ).toMatchObject([{ ok: false, reason: { kind: 'no-istiod' } }]);
  });

  it('says that the proxy is connected to none of the replicas', async () => {
    const { witness } = setUp({
      'istiod-1 /debug/connections': connections(),
      'istiod-2 /debug/connections': connections('other-1.shop-3'),
    });

    expect(await witness.ask(QUESTION)).toMatchObject([
      { ok: false, reason: { kind: 'not-connected' } },
    ]);
  });

  it.each(['no-upgrade', 'cut-off', 'too-long'] as const)(
    'says how the call failed, of the connections and of the answer itself: %s',
    async upgrade => {
      const broken = {
        ok: false,
        error: { reason: { kind: 'error', message: 'broken' }, upgrade },
      } as const;
      const cases: readonly Answers[] = [
        {
          'istiod-1 /debug/connections': broken,
          'istiod-2 /debug/connections': connections(),
        },
        {
          'istiod-1 /debug/connections': connections('orders-1.shop-4'),
          'istiod-1 /debug/config_dump': broken,
        },
      ];
      for (const answers of cases) {
        expect(await setUp(answers).witness.ask(QUESTION)).toEqual([
          { ok: false, reason: { kind: upgrade, message: 'broken' } },
        ]);
      }
    },
  );
});
