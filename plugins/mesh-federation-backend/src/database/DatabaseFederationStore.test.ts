import type {
  Federation,
  Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { DatabaseFederationStore } from './DatabaseFederationStore';
import { DATABASE_IDS, migratedDatabase } from './__testUtils__/testDatabases';

const DEMO: Federation = {
  name: 'demo',
  description: 'East and west',
  members: ['east', 'west'],
  reader: 'with-secrets',
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'user:default/ann',
};

const CHANGED: Federation = {
  name: 'demo',
  members: ['east', 'north', 'west'],
  reader: 'without-secrets',
  version: 2,
  createdAt: '2026-06-01T00:00:00.000Z',
  updatedAt: '2026-06-01T00:00:00.000Z',
  updatedBy: 'user:default/bob',
};

function aPlan(id: string, changes: Partial<Plan> = {}): Plan {
  return {
    id,
    federation: DEMO,
    request: { kind: 'join', restartWorkloads: true },
    status: 'ready',
    createdAt: '2026-01-02T00:00:00.000Z',
    createdBy: 'user:default/ann',
    basedOn: [{ cluster: 'east', at: '2026-01-02T00:00:00.000Z' }],
    steps: [],
    findings: [],
    intent: 'b'.repeat(64),
    digest: 'a'.repeat(64),
    ...changes,
  };
}

// Each test gets a database of its own.
jest.setTimeout(60_000);

describe.each(DATABASE_IDS)('DatabaseFederationStore on %s', databaseId => {
  async function aStore() {
    return new DatabaseFederationStore(await migratedDatabase(databaseId));
  }

  it('gives back the federation that was put, and none for another name', async () => {
    const store = await aStore();
    await store.putFederation(DEMO);

    expect(await store.getFederation('demo')).toEqual(DEMO);
    expect(await store.getFederation('other')).toBeUndefined();
  });

  it('changes a federation that exists, but not when it was created', async () => {
    const store = await aStore();
    await store.putFederation(DEMO);
    await store.putFederation(CHANGED);

    expect(await store.listFederations()).toEqual([
      { ...CHANGED, createdAt: DEMO.createdAt },
    ]);
  });

  it.each([
    ['that exists already', [DEMO], { ...DEMO, updatedBy: 'user:default/bob' }],
    ['at an old version', [DEMO, CHANGED], CHANGED],
    ['that is gone', [], CHANGED],
  ])('refuses to write a federation %s', async (_, before, written) => {
    const store = await aStore();
    for (const federation of before) {
      await store.putFederation(federation);
    }
    const stored = await store.listFederations();

    await expect(store.putFederation(written)).rejects.toThrow(
      'was changed by somebody else meanwhile',
    );
    expect(await store.listFederations()).toEqual(stored);
  });

  it('lets one of two changes at a time through', async () => {
    const store = await aStore();
    await store.putFederation(DEMO);

    const results = await Promise.allSettled([
      store.putFederation(CHANGED),
      store.putFederation({ ...CHANGED, members: ['east', 'south'] }),
    ]);

    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });

  it('deletes a federation with its plans, at the version that is meant', async () => {
    const store = await aStore();
    await store.putFederation(DEMO);
    await store.savePlan(aPlan('p1'));

    await expect(
      store.deleteFederation({ name: 'demo', version: 2 }),
    ).rejects.toThrow('was changed by somebody else meanwhile');
    await store.deleteFederation(DEMO);

    expect(await store.listFederations()).toEqual([]);
    expect(await store.getPlan('p1')).toBeUndefined();
  });

  it('lists federations sorted by name', async () => {
    const store = await aStore();
    for (const name of ['b', 'c', 'a']) {
      await store.putFederation({ ...DEMO, name });
    }

    const names = (await store.listFederations()).map(({ name }) => name);
    expect(names).toEqual(['a', 'b', 'c']);
  });

  it('gives back a plan whole, and none for another id', async () => {
    const store = await aStore();
    await store.putFederation(DEMO);
    await store.savePlan(aPlan('p1'));

    expect(await store.getPlan('p1')).toEqual(aPlan('p1'));
    expect(await store.getPlan('p2')).toBeUndefined();
  });

  it('lists the plans of one federation, newest first', async () => {
    const store = await aStore();
    await store.putFederation(DEMO);
    await store.putFederation({ ...DEMO, name: 'other' });
    await store.savePlan(aPlan('p1'));
    await store.savePlan(
      aPlan('p2', { createdAt: '2026-01-03T00:00:00.000Z', status: 'empty' }),
    );
    await store.savePlan(
      aPlan('p3', { federation: { ...DEMO, name: 'other' } }),
    );

    expect((await store.listPlans('demo')).items).toEqual([
      {
        id: 'p2',
        federation: 'demo',
        status: 'empty',
        createdAt: '2026-01-03T00:00:00.000Z',
        createdBy: 'user:default/ann',
        request: { kind: 'join', restartWorkloads: true },
        digest: 'a'.repeat(64),
        steps: 0,
      },
      expect.objectContaining({ id: 'p1' }),
    ]);
  });

  it('gives plans page by page', async () => {
    const store = await aStore();
    await store.putFederation(DEMO);
    for (const id of ['p1', 'p2', 'p3']) {
      await store.savePlan(aPlan(id));
    }

    const first = await store.listPlans('demo', { limit: 2 });
    const second = await store.listPlans('demo', {
      cursor: first.nextCursor!,
    });

    expect(first.items.map(({ id }) => id)).toEqual(['p3', 'p2']);
    expect(first.leftOut).toBe(1);
    expect(second.items.map(({ id }) => id)).toEqual(['p1']);
    expect(second).toEqual({ items: second.items });
  });

  it('refuses to write a plan twice, because plans never change', async () => {
    const store = await aStore();
    await store.putFederation(DEMO);
    await store.savePlan(aPlan('p1'));

    await expect(store.savePlan(aPlan('p1'))).rejects.toThrow();
  });
});
