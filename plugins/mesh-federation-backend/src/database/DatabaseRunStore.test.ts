import type {
  Federation,
  Proof,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import { DatabaseFederationStore } from './DatabaseFederationStore';
import { DatabaseRunStore } from './DatabaseRunStore';
import type { Lease } from './RunStore';
import { DATABASE_IDS, migratedDatabase } from './__testUtils__/testDatabases';

const T0 = new Date('2026-01-01T00:00:00.000Z');
const TTL = 20_000;

function after(ms: number): Date {
  return new Date(T0.getTime() + ms);
}

function aRun(id: string, changes: Partial<Run> = {}): Run {
  return {
    id,
    planId: 'p1',
    federation: 'demo',
    kind: 'join',
    digest: 'a'.repeat(64),
    status: 'running',
    approvedBy: 'user:default/ann',
    startedAt: T0.toISOString(),
    cancelRequested: false,
    steps: [
      { id: 'z:first', title: 'First', status: 'pending', receipts: [] },
      { id: 'a:second', title: 'Second', status: 'pending', receipts: [] },
    ],
    ...changes,
  };
}

async function addPlan(knex: Knex, name = 'demo'): Promise<void> {
  const federation: Federation = {
    name,
    members: ['east', 'west'],
    reader: 'with-secrets',
    version: 1,
    createdAt: T0.toISOString(),
    updatedAt: T0.toISOString(),
    updatedBy: 'user:default/ann',
  };
  const store = new DatabaseFederationStore(knex);
  await store.putFederation(federation);
  await store.savePlan({
    id: name === 'demo' ? 'p1' : `p-${name}`,
    federation,
    request: { kind: 'join' },
    status: 'ready',
    createdAt: T0.toISOString(),
    createdBy: 'user:default/ann',
    basedOn: [],
    steps: [],
    findings: [],
    intent: '',
    digest: 'a'.repeat(64),
  });
}

// Each test gets a database of its own.
jest.setTimeout(60_000);

describe.each(DATABASE_IDS)('DatabaseRunStore on %s', databaseId => {
  let knex: Knex;
  let store: DatabaseRunStore;

  beforeEach(async () => {
    knex = await migratedDatabase(databaseId);
    await addPlan(knex);
    store = new DatabaseRunStore(knex);
  });

  function acquire(owner: string, now: Date = T0): Promise<Lease | undefined> {
    return store.acquire({ owner, now, ttlMs: TTL });
  }

  async function acquired(owner: string, now?: Date): Promise<Lease> {
    const lease = await acquire(owner, now);
    if (!lease) {
      throw new Error(`${owner} got no run`);
    }
    return lease;
  }

  describe('records', () => {
    it('gives back the run that was created, its steps in order', async () => {
      await store.createRun(aRun('r1'), ['east', 'west']);

      expect(await store.getRun('r1')).toEqual(aRun('r1'));
      expect(await store.getRun('r2')).toBeUndefined();
    });

    it('keeps every field of a step, and only of that step', async () => {
      await store.createRun(aRun('r1'), ['east']);
      const lease = await acquired('w');
      const step = {
        id: 'z:first',
        title: 'First',
        status: 'failed',
        startedAt: T0.toISOString(),
        finishedAt: after(1).toISOString(),
        message: 'Refused',
        error: { code: 'MF7019', message: 'Refused', fix: 'Ask' },
        receipts: [
          {
            cluster: 'east',
            ref: { apiVersion: 'v1', kind: 'Secret', name: 's' },
            result: 'created',
          },
        ],
      } as const;
      await store.updateStep(lease, step);

      const run = await store.getRun('r1');
      expect(run?.steps).toEqual([step, aRun('r1').steps[1]]);
    });

    it('keeps the proof', async () => {
      await store.createRun(aRun('r1'), ['east']);
      const proof: Proof = {
        at: T0.toISOString(),
        steps: [],
        proxies: [],
        report: { clusters: [], trust: [], discovery: [] },
      };
      await store.saveProof('r1', proof);

      expect((await store.getRun('r1'))?.proof).toEqual(proof);
      await expect(store.saveProof('r2', proof)).rejects.toThrow('No run r2');
    });

    it('lists runs newest first with the steps that are done', async () => {
      await store.createRun(aRun('r1'), ['east']);
      await store.createRun(
        aRun('r2', { startedAt: after(1).toISOString(), federation: 'other' }),
        ['west'],
      );
      const lease = await acquired('w');
      await store.updateStep(lease, {
        ...aRun('r1').steps[0],
        status: 'succeeded',
      });
      await store.updateStep(lease, {
        ...aRun('r1').steps[1],
        status: 'running',
      });

      const { steps, ...head } = aRun('r1');
      const { items } = await store.listRuns();
      expect(items.map(({ id }) => id)).toEqual(['r2', 'r1']);
      expect(await store.listRuns({ federation: 'demo' })).toEqual({
        items: [{ ...head, stepsDone: 1, stepsTotal: steps.length }],
      });
    });

    it('gives runs page by page, those of one time too, and says how many follow', async () => {
      for (const [id, ms] of [
        ['r1', 0],
        ['r2', 1],
        ['r3', 1],
        ['r4', 1],
        ['r5', 2],
      ] as const) {
        const startedAt = after(ms).toISOString();
        await store.createRun(aRun(id, { startedAt }), [id]);
      }
      const first = await store.listRuns({}, { limit: 2 });
      // What comes meanwhile moves nothing.
      await store.createRun(aRun('r6', { startedAt: after(3).toISOString() }), [
        'r6',
      ]);
      const { nextCursor: cursor = '' } = first;
      const second = await store.listRuns({}, { limit: 2, cursor });
      const third = await store.listRuns(
        {},
        { limit: 2, cursor: second.nextCursor! },
      );

      const idsOf = ({ items }: typeof first) => items.map(({ id }) => id);
      expect([first, second, third].map(idsOf)).toEqual([
        ['r5', 'r4'],
        ['r3', 'r2'],
        ['r1'],
      ]);
      expect([first, second, third].map(({ leftOut }) => leftOut)).toEqual([
        3,
        1,
        undefined,
      ]);
      expect(third.nextCursor).toBeUndefined();
      await expect(store.listRuns({}, { cursor: 'made up' })).rejects.toThrow(
        'cursor: is not one that this list gave',
      );
    });

    it('reads no more rows for a page than it shows, however many runs there are', async () => {
      for (let index = 0; index < 40; index += 1) {
        await store.createRun(aRun(`r${index}`), [`c${index}`]);
      }
      const read: number[] = [];
      const bound: number[] = [];
      knex.on(
        'query-response',
        (response: unknown, query: { bindings: [] }) => {
          read.push(Array.isArray(response) ? response.length : 0);
          bound.push(query.bindings.length);
        },
      );

      const { items, leftOut } = await store.listRuns({}, { limit: 5 });

      expect(items).toHaveLength(5);
      expect(leftOut).toBe(35);
      expect(Math.max(...read)).toBe(5);
      expect(Math.max(...bound)).toBeLessThan(10);
    });

    it('knows the newest run of each plan', async () => {
      await store.createRun(aRun('r1', { status: 'failed' }), ['east']);
      await store.createRun(aRun('r2', { startedAt: after(1).toISOString() }), [
        'west',
      ]);

      expect(await store.newestOfPlans(['p1', 'p2'])).toEqual(
        new Map([['p1', { id: 'r2', status: 'running' }]]),
      );

      await store.finish(await acquired('a worker'), {
        status: 'succeeded',
        at: after(2).toISOString(),
        outcome: 'not-proven',
      });

      expect((await store.newestOfPlans(['p1'])).get('p1')).toEqual({
        id: 'r2',
        status: 'succeeded',
        outcome: 'not-proven',
      });
    });

    it.each([
      ['nothing was run', [], undefined],
      ['the plan itself was run', [{ planId: 'p1', startedAt: 2 }], undefined],
      ['a run ended before it', [{ startedAt: 0, finishedAt: 0 }], undefined],
      ['a run began since', [{ startedAt: 2 }], 'r0'],
      ['a run ended since', [{ startedAt: 0, finishedAt: 2 }], 'r0'],
      [
        'a run of a federation that does not count began since',
        [{ startedAt: 2, federation: 'apart' }],
        undefined,
      ],
    ])('tells whether a plan was overtaken when %s', async (_, made, id) => {
      await addPlan(knex, 'other');
      for (const [index, item] of made.entries()) {
        const { startedAt, finishedAt, planId, federation } = item as {
          startedAt: number;
          finishedAt?: number;
          planId?: string;
          federation?: string;
        };
        await store.createRun(
          aRun(`r${index}`, {
            planId: planId ?? 'p-other',
            federation: federation ?? 'other',
            startedAt: after(startedAt).toISOString(),
            ...(finishedAt === undefined
              ? {}
              : { finishedAt: after(finishedAt).toISOString() }),
          }),
          [`c${index}`],
        );
      }

      const run = await store.runSince(
        { id: 'p1', createdAt: after(1).toISOString() },
        ['demo', 'other'],
      );

      expect(run?.id).toBe(id);
    });
  });

  describe('clusters', () => {
    it('refuses a second run on a cluster and says which run holds it', async () => {
      await store.createRun(aRun('r1'), ['east', 'west']);

      await expect(
        store.createRun(aRun('r2'), ['north', 'west']),
      ).rejects.toThrow(
        expect.objectContaining({
          name: 'ConflictError',
          message:
            'Cluster west is held by run r1, which has not ended. Wait for its end, then plan again',
        }),
      );
      expect(await store.getRun('r2')).toBeUndefined();
      // The refused run holds none of its clusters.
      await store.createRun(aRun('r3'), ['north']);
    });

    it('gives the clusters free when the run ends', async () => {
      await store.createRun(aRun('r1'), ['east']);
      await store.finish(await acquired('w'), {
        status: 'failed',
        at: after(1).toISOString(),
      });

      await store.createRun(aRun('r2'), ['east']);
      expect((await store.getRun('r2'))?.status).toBe('running');
    });

    it('lets only one of two runs win that are created at once', async () => {
      const results = await Promise.allSettled([
        store.createRun(aRun('r1'), ['east', 'west']),
        store.createRun(aRun('r2'), ['west', 'east']),
      ]);

      expect(results.map(({ status }) => status).sort()).toEqual([
        'fulfilled',
        'rejected',
      ]);
      expect((await store.listRuns()).items).toHaveLength(1);
    });
  });

  describe('leases', () => {
    it('gives the oldest running run first, and none when all are held', async () => {
      await store.createRun(
        aRun('young', { startedAt: after(1).toISOString() }),
        ['east'],
      );
      await store.createRun(aRun('old'), ['west']);

      expect((await acquire('a'))?.runId).toBe('old');
      expect((await acquire('b'))?.runId).toBe('young');
      expect(await acquire('c')).toBeUndefined();
    });

    it('gives a run to exactly one of many workers that race for it', async () => {
      await store.createRun(aRun('r1'), ['east']);

      const leases = await Promise.all(
        Array.from({ length: 8 }, (_, index) => acquire(`w${index}`)),
      );

      expect(leases.filter(lease => lease !== undefined)).toHaveLength(1);
    });

    it('gives two runs to two racing workers, one each', async () => {
      await store.createRun(aRun('r1'), ['east']);
      await store.createRun(aRun('r2'), ['west']);

      const leases = await Promise.all([acquire('a'), acquire('b')]);

      expect(leases.map(lease => lease?.runId).sort()).toEqual(['r1', 'r2']);
    });

    it('counts open runs that somebody holds and those that wait', async () => {
      await store.createRun(aRun('r1'), ['east']);
      await store.createRun(aRun('r2'), ['west']);
      await acquired('a');

      expect(await store.countOpen(T0)).toEqual({ atWork: 1, waiting: 1 });
      expect(await store.countOpen(after(TTL))).toEqual({
        atWork: 0,
        waiting: 2,
      });
    });

    it('gives a run to another worker when its lease has run out', async () => {
      await store.createRun(aRun('r1'), ['east']);
      await acquired('a');

      expect(await acquire('b', after(TTL - 1))).toBeUndefined();
      expect((await acquire('b', after(TTL)))?.runId).toBe('r1');
    });

    it('keeps a run with its worker as long as that is heard of', async () => {
      await store.createRun(aRun('r1'), ['east']);
      const lease = await acquired('a');
      await store.heartbeat(lease, after(TTL - 1), TTL);

      expect(await acquire('b', after(TTL))).toBeUndefined();
    });

    it('gives a run up at once by a heartbeat of no length', async () => {
      await store.createRun(aRun('r1'), ['east']);
      await store.heartbeat(await acquired('a'), after(1), 0);

      expect((await acquire('b', after(1)))?.runId).toBe('r1');
    });

    const WRITES: [string, (lease: Lease) => Promise<void>][] = [
      ['heartbeat', lease => store.heartbeat(lease, T0, TTL)],
      [
        'updateStep',
        lease =>
          store.updateStep(lease, {
            ...aRun('r1').steps[0],
            status: 'succeeded',
          }),
      ],
      [
        'finish',
        lease =>
          store.finish(lease, { status: 'succeeded', at: T0.toISOString() }),
      ],
    ];

    it.each(WRITES)(
      '%s throws LeaseLostError and writes nothing when another worker has the run',
      async (_, write) => {
        await store.createRun(aRun('r1'), ['east']);
        const lost = await acquired('a');
        const held = await acquired('b', after(TTL));

        await expect(write(lost)).rejects.toThrow(
          expect.objectContaining({
            name: 'LeaseLostError',
            message: expect.stringContaining('MF7008'),
          }),
        );
        expect(await store.getRun('r1')).toEqual(aRun('r1'));
        await store.heartbeat(held, after(TTL), TTL);
      },
    );

    it.each(WRITES)(
      '%s with an old lease is lost even when the same worker took the run again',
      async (_, write) => {
        await store.createRun(aRun('r1'), ['east']);
        const old = await acquired('a');
        await acquired('a', after(TTL));

        await expect(write(old)).rejects.toThrow('the lease on run r1 is lost');
      },
    );

    it.each(WRITES)(
      '%s is refused after the run has ended',
      async (_, write) => {
        await store.createRun(aRun('r1'), ['east']);
        const lease = await acquired('a');
        await store.finish(lease, {
          status: 'conflict',
          at: after(1).toISOString(),
          error: { code: 'MF7006', message: 'Moved', fix: 'Plan again' },
        });

        await expect(write(lease)).rejects.toThrow(
          'the lease on run r1 is lost',
        );
        expect(await store.getRun('r1')).toEqual(
          aRun('r1', {
            status: 'conflict',
            finishedAt: after(1).toISOString(),
            error: { code: 'MF7006', message: 'Moved', fix: 'Plan again' },
          }),
        );
        expect(await acquire('b', after(TTL))).toBeUndefined();
      },
    );
  });

  describe('events', () => {
    const EVENT = {
      at: T0.toISOString(),
      type: 'step-progress',
      message: 'Waiting',
    } as const;

    it('numbers the events of each run from 1 without gaps, whoever writes at once', async () => {
      await store.createRun(aRun('r1'), ['east']);
      await store.createRun(aRun('r2'), ['west']);

      await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          store.addEvent(index % 2 ? 'r1' : 'r2', EVENT),
        ),
      );

      for (const id of ['r1', 'r2']) {
        const { items } = await store.events(id);
        expect(items.map(({ sequence }) => sequence)).toEqual([
          6, 5, 4, 3, 2, 1,
        ]);
      }
    });

    it('leaves no gap behind an event that could not be written', async () => {
      await store.createRun(aRun('r1'), ['east']);
      const broken = { ...EVENT, message: null as unknown as string };
      await expect(store.addEvent('r1', broken)).rejects.toThrow();

      const event = await store.addEvent('r1', { ...EVENT, stepId: 's' });

      expect(event).toEqual({ ...EVENT, stepId: 's', sequence: 1 });
      expect(await store.events('r1')).toEqual({ items: [event] });
    });

    it('are given newest first, page by page', async () => {
      await store.createRun(aRun('r1'), ['east']);
      for (let index = 0; index < 5; index += 1) {
        await store.addEvent('r1', EVENT);
      }

      const first = await store.events('r1', { limit: 2 });
      const second = await store.events('r1', {
        limit: 10,
        cursor: first.nextCursor!,
      });

      const numbers = ({ items }: typeof first) =>
        items.map(({ sequence }) => sequence);
      expect(numbers(first)).toEqual([5, 4]);
      expect(first.leftOut).toBe(3);
      expect(numbers(second)).toEqual([3, 2, 1]);
      expect(second).toEqual({ items: second.items });
    });

    it('tell the newest of some types', async () => {
      await store.createRun(aRun('r1'), ['east']);
      for (const type of [
        'run-started',
        'step-progress',
        'run-resumed',
        'step-progress',
      ] as const) {
        await store.addEvent('r1', { ...EVENT, type });
      }

      const turns = ['run-started', 'run-resumed'] as const;
      expect(await store.newestEvent('r1', turns)).toMatchObject({
        sequence: 3,
        type: 'run-resumed',
      });
      expect(await store.newestEvent('r1', ['run-finished'])).toBeUndefined();
    });

    it('refuses an event of a run that does not exist', async () => {
      await expect(store.addEvent('r1', EVENT)).rejects.toThrow('No run r1');
    });
  });

  describe('reopen', () => {
    const event = {
      at: T0.toISOString(),
      type: 'run-continued',
      message: 'Again',
    } as const;

    async function ended(id: string, status: 'failed' | 'succeeded') {
      await store.createRun(aRun(id), ['east']);
      const error = { code: 'MF7019', message: 'No', fix: 'Mend' } as const;
      const at = after(1).toISOString();
      const lease = await acquired(`worker of ${id}`);
      await store.finish(lease, {
        status,
        at,
        error,
        outcome: 'not-proven',
        noProof: 'Nobody looked',
      });
    }

    it('sets a failed run to work again, and forgets how it had ended', async () => {
      await ended('r1', 'failed');
      expect(await store.getRun('r1')).toMatchObject({
        outcome: 'not-proven',
        noProof: 'Nobody looked',
      });

      await store.reopenRun(aRun('r1'), ['east'], event);

      expect(await store.getRun('r1')).toEqual(aRun('r1'));
      expect((await store.events('r1')).items).toEqual([
        { ...event, sequence: 1 },
      ]);
      expect((await acquired('next')).runId).toBe('r1');
    });

    it('refuses for a run that did not fail', async () => {
      await ended('r1', 'succeeded');

      await expect(
        store.reopenRun(aRun('r1'), ['east'], event),
      ).rejects.toThrow('Run r1 has neither failed nor been cancelled');
    });

    it('refuses while another run holds one of the clusters, and changes nothing', async () => {
      await ended('r1', 'failed');
      await store.createRun(aRun('r2'), ['east']);

      await expect(
        store.reopenRun(aRun('r1'), ['east'], event),
      ).rejects.toThrow('held by run r2');
      expect((await store.getRun('r1'))?.status).toBe('failed');
      expect((await store.events('r1')).items).toEqual([]);
    });
  });

  describe('cancel', () => {
    it('marks a running run', async () => {
      await store.createRun(aRun('r1'), ['east']);

      const run = await store.requestCancel('r1');

      expect(run).toEqual(aRun('r1', { cancelRequested: true }));
      expect(await store.getRun('r1')).toEqual(run);
    });

    it('refuses for a run that has ended or does not exist', async () => {
      await store.createRun(aRun('r1'), ['east']);
      await store.finish(await acquired('w'), {
        status: 'succeeded',
        at: T0.toISOString(),
      });

      await expect(store.requestCancel('r1')).rejects.toThrow(
        'Run r1 has already ended: succeeded',
      );
      await expect(store.requestCancel('r2')).rejects.toThrow('No run r2');
    });
  });

  describe('a plan that is declined', () => {
    const DECLINE = {
      by: 'user:default/bob',
      at: T0.toISOString(),
      reason: 'Not today',
    };

    it('gets no run', async () => {
      const federations = new DatabaseFederationStore(knex);
      await federations.declinePlan('p1', DECLINE);

      await expect(store.createRun(aRun('r1'), ['east'])).rejects.toThrow(
        'Plan p1 was declined by user:default/bob: Not today',
      );
      expect(await store.getRun('r1')).toBeUndefined();
      expect(await store.holderOf(['east'])).toBeUndefined();
    });

    it('is declined or approved, never both, when that is done at the same time', async () => {
      const federations = new DatabaseFederationStore(knex);

      const [declined, approved] = await Promise.allSettled([
        federations.declinePlan('p1', DECLINE),
        store.createRun(aRun('r1'), ['east']),
      ]);

      const plan = await federations.getPlan('p1');
      const run = await store.getRun('r1');
      expect([declined.status, approved.status].sort()).toEqual([
        'fulfilled',
        'rejected',
      ]);
      expect(plan?.declined !== undefined).toBe(run === undefined);
    });
  });
});
