import { aMeshOfServices, anInventory } from '@mesh-federation/fixtures';
import { dumpOfOrders } from '../../__testUtils__/dumpOfOrders';
import { packForTest } from '../../__testUtils__/packForTest';
import type {
  WitnessRecord,
  WitnessStore,
} from '../../database/witness/WitnessStore';
import type { Witness } from '../../observation/witness/Witness';
import { judgeHere } from '../judging/threads/ThreadedJudging';
import { askInTurn } from './askInTurn';

const states = aMeshOfServices(['east', 'west']);

function fakeStore() {
  const records = new Map<string, WitnessRecord>();
  const keyOf = (record: Pick<WitnessRecord, 'cluster' | 'workload'>) =>
    `${record.cluster} ${record.workload}`;
  const store: WitnessStore = {
    list: async () => [...records.values()],
    asked: async () =>
      [...records.values()].map(record => ({
        ...record,
        contradicted: record.weighing.contradictions.length > 0,
      })),
    contradictions: async () => [],
    save: async record => {
      records.set(keyOf(record), record);
    },
    touch: async (subject, askedAt) => {
      const before = records.get(keyOf(subject))!;
      records.set(keyOf(subject), { ...before, askedAt });
    },
    prune: async () => {},
  };
  return { store, records };
}

function setUp(options: {
  readonly istiodSays?: Witness['ask'];
  readonly store?: WitnessStore;
  readonly endAfter?: number;
}) {
  const clock = { now: Date.parse('2026-06-01T00:00:00.000Z') };
  const asked: string[] = [];
  const pauses: number[] = [];
  const stop = new AbortController();
  const judging = judgeHere();
  const weighed = jest.spyOn(judging, 'ask');
  const { store, records } = fakeStore();
  const run = () =>
    askInTurn(
      {
        judging,
        observation: {
          inventory: async () => anInventory(['east', 'west']),
          packed: async () => states.map(state => packForTest({ state })),
        },
        federations: { listFederations: async () => [] },
        now: () => new Date(clock.now),
        intervalMs: 1_000,
        sleep: async ms => {
          pauses.push(ms);
          clock.now += ms;
          if (pauses.length === options.endAfter) {
            stop.abort();
          }
        },
        store: options.store ?? store,
        witness: {
          ask: async question => {
            asked.push(
              `${question.cluster} ${question.proxies[0]!.namespace}/${
                question.proxies[0]!.pod
              }`,
            );
            return (
              options.istiodSays?.(question) ??
              question.proxies.map(({ namespace, pod }) => ({
                ok: true as const,
                dump: {
                  namespace,
                  pod,
                  istiod: 'istiod-1',
                  at: new Date(clock.now).toISOString(),
                  text: dumpOfOrders('east', 'west'),
                },
              }))
            );
          },
        },
      },
      stop.signal,
    );
  const weighings = () =>
    weighed.mock.calls.filter(([question]) => question === 'weigh').length;
  return { run, asked, pauses, records, weighings, clock };
}

describe('askInTurn', () => {
  it('asks about every workload with a sidecar once, clusters in turn, and counts what came of it', async () => {
    const { run, asked, pauses, records } = setUp({});

    await run();

    // Some a second time at once: of most Services istiod says less than the objects.
    const first = asked.filter((text, at) => text !== asked[at - 1]);
    expect(new Set(first).size).toBe(first.length);
    expect(first.slice(0, 2).map(text => text.split(' ')[0])).toEqual([
      'east',
      'west',
    ]);
    const record = [...records.values()].find(
      ({ cluster, workload }) => cluster === 'east' && workload === 'client',
    );
    expect(record?.weighing.counts).toEqual({
      east: expect.objectContaining({ confirmed: expect.any(Number) }),
      west: expect.objectContaining({ confirmed: expect.any(Number) }),
    });
    expect(record?.weighing.counts.west?.confirmed).toBeGreaterThan(0);
    // Two clusters share the interval, until one has no more: each is asked once in it.
    expect([...new Set(pauses)].filter(ms => ms < 2_000).sort()).toEqual([
      1_000, 500,
    ]);
  });

  it('weighs nothing again while nothing has changed', async () => {
    const { run, asked, weighings, clock } = setUp({});
    await run();
    const [questions, before] = [asked.length, weighings()];
    clock.now += 60_000;

    await run();

    expect(asked.slice(questions)).toHaveLength(new Set(asked).size);
    expect(weighings()).toBe(before);
  });

  it('goes on with those that were asked about least recently', async () => {
    const shared = fakeStore();
    const first = setUp({ store: shared.store, endAfter: 2 });
    await first.run();
    const second = setUp({ store: shared.store, endAfter: 2 });
    await second.run();

    expect(first.asked).toHaveLength(2);
    expect(second.asked).toHaveLength(2);
    expect(second.asked).not.toEqual(expect.arrayContaining([first.asked[0]]));
  });

  it('keeps contradictions with both sides', async () => {
    const { run, records } = setUp({
      istiodSays: async ({ proxies }) =>
        proxies.map(({ namespace, pod }) => ({
          ok: true,
          dump: {
            namespace,
            pod,
            istiod: 'istiod-1',
            at: '2026-06-01T00:00:00.000Z',
            text: dumpOfOrders('east'),
          },
        })),
    });

    await run();

    const found = [...records.values()]
      .filter(({ cluster }) => cluster === 'east')
      .flatMap(({ weighing }) => weighing.contradictions)
      .find(
        ({ provider, service }) =>
          provider === 'west' && service.name === 'orders',
      );
    expect(found).toMatchObject({
      verdict: 'reachable',
      finding: { code: 'MF6201', cluster: 'east', peer: 'west' },
    });
  });

  it('keeps no contradiction that istiod does not repeat', async () => {
    let saidLess = false;
    const { run, records } = setUp({
      istiodSays: async ({ cluster, proxies, notBefore }) =>
        proxies.map(({ namespace, pod }) => {
          const knowsAll = cluster === 'west' || notBefore !== undefined;
          saidLess ||= !knowsAll;
          return {
            ok: true,
            dump: {
              namespace,
              pod,
              istiod: 'istiod-1',
              at: '2026-06-01T00:00:00.000Z',
              text: knowsAll
                ? dumpOfOrders('east', 'west')
                : dumpOfOrders('east'),
            },
          };
        }),
    });

    await run();

    expect(saidLess).toBe(true);
    expect(
      [...records.values()]
        .flatMap(({ weighing }) => weighing.contradictions)
        .filter(({ service }) => service.name === 'orders'),
    ).toEqual([]);
  });

  it('keeps why istiod did not answer', async () => {
    const reason = { kind: 'error', message: 'refused' } as const;
    const { run, records } = setUp({
      istiodSays: async ({ proxies }) =>
        proxies.map(() => ({ ok: false, reason })),
    });

    await run();

    const all = [...records.values()];
    expect(all.length).toBeGreaterThan(0);
    expect(all.every(({ problem }) => problem?.message === 'refused')).toBe(
      true,
    );
  });
});
