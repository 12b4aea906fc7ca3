/* eslint-disable jest/no-export -- one suite for two test files */
import { describeApplyContract } from './applyContract';
import {
  NAMESPACE,
  configMap,
  configMapAt,
  configMaps,
  namespace,
  namespaceAt,
  read,
  valueOf,
  type ContractCluster,
} from './contractObjects';
import { describeMergePatchContract } from './mergePatchContract';
import { describeSharedApplyContract } from './sharedApplyContract';
import { describeTokenContract } from './tokenContract';

/**
 * What execution relies on, said of any {@link ClusterClient}: the one in memory that unit tests
 * use, and the real one on a real API server. Every test has objects of its own; none takes
 * anything away that another needs.
 */
export function describeClusterClientContract(
  name: string,
  make: () => Promise<ContractCluster>,
): void {
  describe(`${name} as a ClusterClient`, () => {
    let cluster: ContractCluster;

    beforeAll(async () => {
      cluster = await make();
      valueOf(
        await cluster.client.apply(
          namespaceAt(NAMESPACE),
          namespace(NAMESPACE),
        ),
      );
    });

    const contract = () => cluster;
    describe('get, list and getText', () => {
      describeReading(contract);
    });
    describe('apply', () => {
      describeApplyContract(contract);
      describeSharedApplyContract(contract);
    });
    describe('mergePatch', () => {
      describeMergePatchContract(contract);
    });
    describe('create', () => {
      describeCreating(contract);
    });
    describe('remove', () => {
      describeRemoving(contract);
    });
    describe('tokens and reviews', () => {
      describeTokenContract(contract);
    });
  });
}

function describeReading(contract: () => ContractCluster): void {
  it('answers nothing for an object that is not there', async () => {
    expect(await contract().client.get(configMapAt('nowhere'))).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it('answers nothing for an object in a namespace that is not there', async () => {
    const address = { ...configMapAt('nowhere'), namespace: 'no-namespace' };
    expect(await contract().client.get(address)).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it('tells a kind that it does not have from one without objects', async () => {
    const { client } = contract();
    const things = {
      group: 'nowhere.example',
      version: 'v1',
      plural: 'things',
    };

    expect(await client.list(things)).toMatchObject({
      ok: false,
      error: { status: 404, reason: { kind: 'unsupported' } },
    });
    expect(await client.get({ ...things, name: 'one' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(
      await client.list({ ...configMaps, namespace: 'no-namespace' }),
    ).toEqual({ ok: true, value: [] });
  });

  it('lists by label and by name, in the order of names, with the type of each', async () => {
    const { client } = contract();
    const labels = { 'contract/list': 'yes' };
    for (const name of ['list-b', 'list-a']) {
      await client.apply(
        configMapAt(name),
        configMap(name, { key: name }, { labels }),
      );
    }
    await client.apply(configMapAt('list-c'), configMap('list-c', {}));
    const kind = { ...configMaps, namespace: NAMESPACE };

    const byLabel = await client.list({
      ...kind,
      labelSelector: 'contract/list=yes',
    });
    const byName = await client.list({
      ...configMaps,
      fieldSelector: 'metadata.name=list-b',
    });
    const byBoth = await client.list({
      ...kind,
      labelSelector: 'contract/list=yes',
      fieldSelector: 'metadata.name=list-c',
    });

    expect(valueOf(byLabel)).toMatchObject([
      { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'list-a' } },
      { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'list-b' } },
    ]);
    expect(valueOf(byName).map(({ metadata }) => metadata.name)).toEqual([
      'list-b',
    ]);
    expect(byBoth).toEqual({ ok: true, value: [] });
  });

  it('reads the text of a raw path', async () => {
    expect(await contract().client.getText('/readyz')).toEqual({
      ok: true,
      value: 'ok',
    });
    expect(await contract().client.getText('/no/such/path')).toMatchObject({
      ok: false,
      error: { status: 404 },
    });
  });
}

function describeCreating(contract: () => ContractCluster): void {
  it('creates an object, but not over another', async () => {
    const { client } = contract();
    const address = configMapAt('created');

    const first = await client.create(
      address,
      configMap('created', { a: '1' }),
    );
    const second = await client.create(
      address,
      configMap('created', { a: '2' }),
    );

    expect(valueOf(first)).toEqual(await read(client, address));
    expect(second).toMatchObject({
      ok: false,
      error: { status: 409, conflict: 'already-exists' },
    });
    expect((await read(client, address)).data).toEqual({ a: '1' });
  });
}

function describeRemoving(contract: () => ContractCluster): void {
  it('deletes the version that it was given', async () => {
    const { client } = contract();
    const address = configMapAt('removed');
    const made = valueOf(
      await client.apply(address, configMap('removed', { a: '1' })),
    );
    const { resourceVersion } = made.metadata;

    expect(await client.remove(address, { resourceVersion })).toEqual({
      ok: true,
      value: 'deleted',
    });
    expect(await client.get(address)).toEqual({ ok: true, value: undefined });
    expect(await client.remove(address, { resourceVersion })).toEqual({
      ok: true,
      value: 'absent',
    });
  });

  it('refuses a version that has moved', async () => {
    const { client } = contract();
    const address = configMapAt('removed-late');
    const made = valueOf(
      await client.apply(address, configMap('removed-late', { a: '1' })),
    );
    await client.apply(address, configMap('removed-late', { a: '2' }));
    const before = await read(client, address);

    const { resourceVersion } = made.metadata;
    expect(await client.remove(address, { resourceVersion })).toMatchObject({
      ok: false,
      error: { status: 409, conflict: 'resource-version' },
    });
    expect(await read(client, address)).toEqual(before);
  });
}
