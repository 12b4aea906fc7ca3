import { aContradiction } from '@mesh-federation/fixtures';
import { DATABASE_IDS, migratedDatabase } from '../__testUtils__/testDatabases';
import { DatabaseWitnessStore } from './DatabaseWitnessStore';
import type { WitnessRecord } from './WitnessStore';

// Each test gets a database of its own.
jest.setTimeout(60_000);

const RECORD: WitnessRecord = {
  cluster: 'east',
  namespace: 'shop',
  workload: 'orders',
  askedAt: '2026-06-01T00:00:00.000Z',
  seen: 'digest',
  weighing: {
    counts: { west: { confirmed: 3, contradicted: 0, unconfirmed: 1 } },
    contradictions: [],
  },
};

describe.each(DATABASE_IDS)('DatabaseWitnessStore on %s', databaseId => {
  const aStore = async (...records: readonly WitnessRecord[]) => {
    const store = new DatabaseWitnessStore(await migratedDatabase(databaseId));
    for (const record of records) {
      await store.save(record);
    }
    return store;
  };

  it('gives what was saved last about a workload', async () => {
    const { seen: _, ...other } = RECORD;
    const newer: WitnessRecord = {
      ...other,
      askedAt: '2026-06-01T00:01:00.000Z',
      weighing: { counts: {}, contradictions: [] },
      problem: { kind: 'error', message: 'no answer' },
    };
    const store = await aStore({ ...RECORD, workload: 'web' }, RECORD, newer);

    expect(await store.list()).toEqual([newer, { ...RECORD, workload: 'web' }]);
  });

  it('tells when it was asked about which workload', async () => {
    const store = await aStore(RECORD);
    const { weighing: _, ...asked } = RECORD;

    expect(await store.asked()).toEqual([{ ...asked, contradicted: false }]);

    await store.touch(RECORD, '2026-06-01T00:02:00.000Z');
    expect(await store.list()).toEqual([
      { ...RECORD, askedAt: '2026-06-01T00:02:00.000Z' },
    ]);
  });

  it('gives what istiod said against answers', async () => {
    const contradictions = [aContradiction()];
    const store = await aStore(RECORD, {
      ...RECORD,
      workload: 'web',
      weighing: { counts: {}, contradictions },
    });

    expect(await store.contradictions()).toEqual(contradictions);
    expect(
      (await store.asked()).filter(({ contradicted }) => contradicted),
    ).toMatchObject([{ workload: 'web' }]);

    await store.save({ ...RECORD, workload: 'web' });
    expect(await store.contradictions()).toEqual([]);
  });

  it('forgets what is old', async () => {
    const store = await aStore(RECORD, {
      ...RECORD,
      workload: 'web',
      askedAt: '2026-06-02T00:00:00.000Z',
    });

    await store.prune('2026-06-01T12:00:00.000Z');

    expect((await store.list()).map(({ workload }) => workload)).toEqual([
      'web',
    ]);
  });
});
