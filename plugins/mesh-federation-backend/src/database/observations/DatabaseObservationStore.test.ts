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
import { createRecall } from '../../service/judging/known/recall';
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
    unlabelledGateways: unknown(reason, at),
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
    networkPolicies: observed([], at),
    networkPlugins: observed([], at),
    namespaces: unknown(reason, at),
    configuration: {
      peerAuthentications: observed([], at),
      requestAuthentications: observed([], at),
      authorizationPolicies: unknown(reason, at),
      destinationRules: observed([], at),
      sidecars: observed([], at),
      virtualServices: observed([], at),
      serviceEntries: observed([], at),
      workloadEntries: observed([], at),
      proxyConfigs: observed([], at),
      proxyExtensions: observed([], at),
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

/** What a thread makes of what is stored, again and again. */
function reader() {
  const recall = createRecall();
  return async (store: DatabaseObservationStore) =>
    recall({
      clusters: await store.packed(),
      inventory: { clusters: [], findings: [] },
      federations: [],
      contradictions: [],
      now: T3,
    }).knowledge.observations;
}

describe.each(DATABASE_IDS)('DatabaseObservationStore on %s', databaseId => {
  let knex: Knex;
  let store: DatabaseObservationStore;
  let read: ReturnType<typeof reader>;
  const load = (from = store) => read(from);

  beforeEach(async () => {
    knex = await migratedDatabase(databaseId);
    store = new DatabaseObservationStore(knex);
    read = reader();
  });

  it('gives back the newest observation of each cluster, sorted by name', async () => {
    await store.save({ state: { ...aState(T1), cluster: 'west' } });
    await store.save({ state: aState(T1, 'old') });
    await store.save({
      state: aState(T2),
      lastKnown: aState(T1),
    });

    expect(await load()).toEqual([
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
    const [{ state }] = await load();
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
    const [{ state }] = await load();
    expect(state.network).toMatchObject({ value: { label: 'other' }, at: T2 });
  });

  it('does not put an older observation over a newer one', async () => {
    await store.save({ state: aState(T3) });
    await store.save({ state: aState(T2, 'other') });
    await store.save({ state: aState(T2) });

    expect(await load()).toEqual([{ state: aState(T3) }]);
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

      const [{ state }] = await load();
      expect(state.network).toMatchObject({
        status: 'unknown',
        reason: { kind: 'not-observed' },
      });

      await store.save({ state: aState(T2) });
      expect(await load()).toEqual([{ state: aState(T2) }]);
    },
  );

  it('gives the same objects as long as nothing was observed again', async () => {
    await store.save({ state: aState(T1) });
    await store.save({ state: { ...aState(T1), cluster: 'west' } });
    const [first, second] = await Promise.all([load(), load()]);
    await store.save({ state: { ...aState(T2, 'other'), cluster: 'west' } });
    const third = await load();

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
    const [before] = await load();
    const services = { ...seen.services, at: T3 };
    await store.save({ state: { ...aState(T3), services } });
    const [after] = await load();

    expect(after?.state.services).toMatchObject({ status: 'observed', at: T3 });
    expect(before?.state.services).toMatchObject({ at: T2 });
    expect(valueOf(after)).toBe(valueOf(before));
  });

  it('reads again what could not be read', async () => {
    const replica = new DatabaseObservationStore(knex);
    await store.save({ state: aState(T1) });
    await knex('observations').update({ body: Buffer.from('garbage') });
    await expect(load(replica)).rejects.toThrow('incorrect header check');
    await store.save({ state: aState(T2, 'other') });

    expect(await load(replica)).toEqual([{ state: aState(T2, 'other') }]);
  });

  it('stores what was packed elsewhere as it does what it packs itself', async () => {
    await store.save({ state: aState(T1) });
    const [packed] = await store.packed();
    const other = new DatabaseObservationStore(knex);
    await other.savePacked({ ...packed!, cluster: 'west' });
    await other.savePacked({ ...packed!, at: T2 });
    await other.savePacked({ ...packed!, at: T1, digest: 'older' });

    expect(await other.packed()).toMatchObject([
      { cluster: 'east', at: T2, digest: packed!.digest },
      { cluster: 'west', at: T1, digest: packed!.digest },
    ]);
    expect(await load(other)).toMatchObject([
      { state: { at: T2, network: aState(T2).network } },
      { state: { at: T1, network: aState(T1).network } },
    ]);
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

    const clusters = (await load()).map(({ state }) => state.cluster);
    expect(clusters).toEqual(['west']);
  });
});
