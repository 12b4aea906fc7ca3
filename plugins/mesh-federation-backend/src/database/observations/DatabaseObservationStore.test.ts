import {
  type ClusterObservation,
  type ClusterState,
  observed,
  unknown,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Knex } from 'knex';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DatabaseObservationStore } from './DatabaseObservationStore';
import { SCHEMA } from './packedObservation';
import { DATABASE_IDS, migratedDatabase } from '../__testUtils__/testDatabases';

const T1 = '2026-01-01T00:00:00.000Z';
const T2 = '2026-01-01T00:01:00.000Z';
const T3 = '2026-01-01T00:02:00.000Z';

/** A state whose facts were seen `at`, but for the proxies, which were inspected at T1. */
function aState(at: string, network = 'net-east'): ClusterState {
  const reason = { kind: 'not-observed', message: 'Not asked for' } as const;
  return {
    cluster: 'east',
    at,
    uid: observed('uid', at),
    kubernetesVersion: observed('v1.34.1', at),
    apiServer: { caPem: unknown(reason, at), caFingerprints: [] },
    access: unknown(reason, at),
    controlPlanes: unknown(reason, at),
    trustStore: unknown(reason, at),
    remoteSecrets: unknown(reason, at),
    network: observed(
      {
        label: network,
        ownership: { owner: 'self', managers: [], federations: ['demo'] },
      },
      at,
    ),
    gateways: unknown(reason, at),
    gatewayApi: observed(true, at),
    reader: unknown(reason, at),
    workloads: unknown(reason, at),
    proxyRoots: observed([], T1),
    services: observed(
      [
        {
          namespace: 'shop',
          name: 'cart',
          // Labels that look like a fact and are none.
          labels: { at, status: 'observed' },
          type: 'ClusterIP',
          ports: [],
          headless: false,
          publishNotReadyAddresses: false,
        },
      ],
      at,
    ),
    endpointSlices: unknown(reason, at),
    pods: observed([], at),
    nodes: observed([], at),
    namespaces: unknown(reason, at),
    configuration: {
      peerAuthentications: observed([], at),
      authorizationPolicies: unknown(reason, at),
      destinationRules: observed([], at),
      sidecars: observed([], at),
      virtualServices: observed([], at),
      serviceEntries: observed([], at),
      workloadEntries: observed([], at),
      envoyFilters: observed([], at),
    },
    ambient: observed(false, at),
  };
}

/** The same content as at T1, labels included, seen at another time. */
function sameAt(at: string): ClusterState {
  const { services } = aState(T1);
  return { ...aState(at), services: { ...services, at } };
}

function valueOf(observation: ClusterObservation | undefined): unknown {
  const services = observation?.state.services;
  return services?.status === 'observed' && services.value;
}

// Each test gets a database of its own.
jest.setTimeout(60_000);

describe.each(DATABASE_IDS)('DatabaseObservationStore on %s', databaseId => {
  let knex: Knex;
  let store: DatabaseObservationStore;

  beforeEach(async () => {
    knex = await migratedDatabase(databaseId);
    store = new DatabaseObservationStore(knex);
  });

  it('gives back the newest observation of each cluster, sorted by name', async () => {
    await store.save({ state: { ...aState(T1), cluster: 'west' } });
    await store.save({ state: aState(T1, 'old') });
    await store.save({
      state: aState(T2),
      lastKnown: aState(T1),
    });

    expect(await store.load()).toEqual([
      { state: aState(T2), lastKnown: aState(T1) },
      { state: { ...aState(T1), cluster: 'west' } },
    ]);
  });

  it('changes only the time when the same was seen again, and keeps the time of facts that are older', async () => {
    const seen = aState(T2);
    await store.save({ state: seen });
    const [first] = await knex('observations').select();
    await store.save({
      state: { ...aState(T3), services: { ...seen.services, at: T3 } },
    });
    const [second] = await knex('observations').select();

    expect(second).toEqual({ ...first, at: T3 });
    const [{ state }] = await store.load();
    expect(state.at).toBe(T3);
    expect(state.network.at).toBe(T3);
    expect(state.proxyRoots.at).toBe(T1);
    expect(state.services).toEqual({ ...seen.services, at: T3 });
  });

  it('writes the state anew when something else was seen', async () => {
    await store.save({ state: aState(T1) });
    const [first] = await knex('observations').select('digest');
    await store.save({ state: aState(T2, 'other') });
    const [second] = await knex('observations').select('digest');

    expect(second.digest).not.toBe(first.digest);
    const [{ state }] = await store.load();
    expect(state.network).toMatchObject({ value: { label: 'other' }, at: T2 });
  });

  it('does not put an older observation over a newer one', async () => {
    await store.save({ state: aState(T3) });
    await store.save({ state: aState(T2, 'other') });
    await store.save({ state: aState(T2) });

    expect(await store.load()).toEqual([{ state: aState(T3) }]);
  });

  it.each([
    ['the first version', {}],
    ['the version before', { schema: 5 }],
    ['a newer version', { schema: SCHEMA + 1 }],
  ])(
    'takes what %s of the plugin stored for not observed, and writes over it',
    async (_, schema) => {
      const { pods, configuration, ...old } = aState(T1);
      await knex('observations').insert({
        cluster: 'east',
        at: T1,
        digest: 'of-another-version',
        body: gzipSync(JSON.stringify({ ...schema, state: old })),
      });

      expect(await store.load()).toEqual([]);

      await store.save({ state: aState(T2) });
      expect(await store.load()).toEqual([{ state: aState(T2) }]);
    },
  );

  it('gives the same objects as long as nothing was observed again', async () => {
    await store.save({ state: aState(T1) });
    await store.save({ state: { ...aState(T1), cluster: 'west' } });
    const [first, second] = await Promise.all([store.load(), store.load()]);
    await store.save({ state: { ...aState(T2, 'other'), cluster: 'west' } });
    const third = await store.load();

    expect(second[0]).toBe(first[0]);
    expect(second[1]).toBe(first[1]);
    expect(third[0]).toBe(first[0]);
    expect(third[1]?.state.network).toMatchObject({
      value: { label: 'other' },
    });
  });

  it('shares what holds no time between two observations that saw the same', async () => {
    const seen = aState(T2);
    await store.save({ state: seen });
    const [before] = await store.load();
    const services = { ...seen.services, at: T3 };
    await store.save({ state: { ...aState(T3), services } });
    const [after] = await store.load();

    expect(after?.state.services).toMatchObject({ status: 'observed', at: T3 });
    expect(before?.state.services).toMatchObject({ at: T2 });
    expect(valueOf(after)).toBe(valueOf(before));
  });

  it('reads again what could not be read', async () => {
    const replica = new DatabaseObservationStore(knex);
    await store.save({ state: aState(T1) });
    await knex('observations').update({ body: Buffer.from('garbage') });
    await expect(replica.load()).rejects.toThrow('incorrect header check');
    await knex('observations').delete();
    await store.save({ state: aState(T1) });

    expect(await replica.load()).toEqual([{ state: aState(T1) }]);
  });

  it('does not read and decode what it has just saved', async () => {
    await store.save({ state: sameAt(T2) });
    await knex('observations').update({ body: Buffer.from('garbage') });
    const [first] = await store.load();
    await store.save({ state: sameAt(T3) });
    const [second] = await store.load();

    expect(first).toEqual({ state: sameAt(T2) });
    expect(second).toEqual({ state: sameAt(T3) });
    expect(valueOf(second)).toBe(valueOf(first));
  });

  it('hands out what is stored as it is, read once for each content', async () => {
    await store.save({ state: sameAt(T2) });
    const [first] = await store.packed();
    await store.save({ state: sameAt(T3) });
    const [later] = await store.packed();
    await store.save({ state: aState(T3, 'other') });
    const [other] = await store.packed();

    expect(first).toMatchObject({ cluster: 'east', at: T2 });
    expect(
      JSON.parse(gunzipSync(new Uint8Array(first!.bytes)).toString()),
    ).toMatchObject({ state: { cluster: 'east' } });
    expect(later).toEqual({ ...first, at: T3 });
    expect(later!.bytes).toBe(first!.bytes);
    expect(other!.digest).not.toBe(first!.digest);
    expect(other!.bytes).not.toBe(first!.bytes);
    await store.prune([]);
    expect(await store.packed()).toEqual([]);
  });

  it('keeps the state compressed', async () => {
    await store.save({ state: aState(T2) });

    const [{ body }] = await knex('observations').select('body');
    expect(JSON.parse(gunzipSync(body).toString('utf8'))).toMatchObject({
      state: { cluster: 'east' },
    });
  });

  it('forgets clusters that are not to be kept', async () => {
    await store.save({ state: aState(T1) });
    await store.save({ state: { ...aState(T1), cluster: 'west' } });
    await store.prune(['west', 'north']);

    const clusters = (await store.load()).map(({ state }) => state.cluster);
    expect(clusters).toEqual(['west']);
  });
});
