/* eslint-disable jest/no-export -- one suite for two test files */
import type { Manifest } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { manifestFaults } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import {
  NAMESPACE,
  OTHER,
  configMap,
  configMapAt,
  deployment,
  deploymentAt,
  deploymentEnv,
  ourFields,
  read,
  valueOf,
  type ContractCluster,
} from './contractObjects';

/** What execution relies on of server-side apply. Adds its tests to the suite around it. */
export function describeApplyContract(contract: () => ContractCluster): void {
  describe('alone', () => {
    describeOwnObjects(contract);
  });
  describe('with names and labels', () => {
    describeRefusals(contract);
  });
  describe('with a version', () => {
    describeVersions(contract);
  });
  describe('as a dry run', () => {
    describeDryRuns(contract);
  });
}

function describeOwnObjects(contract: () => ContractCluster): void {
  it('creates an object, as its owner', async () => {
    const { client } = contract();
    const address = configMapAt('applied');

    const applied = await client.apply(
      address,
      configMap('applied', { a: '1' }, { labels: { is: 'ours' } }),
    );

    const made = await read(client, address);
    expect(valueOf(applied)).toEqual(made);
    expect(made).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'applied',
        namespace: NAMESPACE,
        resourceVersion: expect.any(String),
        labels: { is: 'ours' },
      },
      data: { a: '1' },
    });
    expect(ourFields(made)).toEqual({
      Apply: {
        'f:data': { 'f:a': {} },
        'f:metadata': { 'f:labels': { 'f:is': {} } },
      },
    });
  });

  it('changes nothing when it says the same again', async () => {
    const { client } = contract();
    const address = configMapAt('applied-again');
    const manifest = configMap('applied-again', { a: '1' });
    const first = valueOf(await client.apply(address, manifest));

    expect(valueOf(await client.apply(address, manifest))).toEqual(first);
    expect(await read(client, address)).toEqual(first);
  });

  it('changes fields, and removes those that it no longer names', async () => {
    const { client } = contract();
    const address = configMapAt('applied-anew');
    const first = valueOf(
      await client.apply(
        address,
        configMap('applied-anew', { a: '1', b: '1' }, { labels: { x: 'y' } }),
      ),
    );

    await client.apply(address, configMap('applied-anew', { a: '2' }));

    const after = await read(client, address);
    expect(after.data).toEqual({ a: '2' });
    expect(after.metadata.labels ?? {}).toEqual({});
    expect(after.metadata.resourceVersion).not.toBe(
      first.metadata.resourceVersion,
    );
    expect(ourFields(after)).toEqual({
      Apply: { 'f:data': { 'f:a': {} } },
    });
  });

  it('writes into no namespace that is not there', async () => {
    const address = { ...configMapAt('lost'), namespace: 'no-namespace' };
    const manifest = configMap('lost', {}, { namespace: 'no-namespace' });

    expect(await contract().client.apply(address, manifest)).toMatchObject({
      ok: false,
      error: { status: 404 },
    });
  });

  it('moves the generation with the spec alone', async () => {
    const { client, createAs } = contract();
    const address = deploymentAt('generation');
    await createAs(OTHER, address, deployment('generation', {}));
    const env = deploymentEnv('generation', { A: '1' });
    const generation = async () =>
      (await read(client, address)).metadata.generation;

    expect(await generation()).toBe(1);
    await client.apply(address, {
      ...env,
      metadata: { ...env.metadata, labels: { x: 'y' } },
    });
    expect(await generation()).toBe(2);
    await client.apply(address, env);
    expect(await generation()).toBe(2);
  });
}

function describeRefusals(contract: () => ContractCluster): void {
  const long = 'a'.repeat(64);

  it.each<[string, string, Manifest]>([
    ['a name in capitals', 'Kubernetes', {}],
    ['a name with a space', 'two words', {}],
    ['a label that is too long', 'label-long', { a: long }],
    ['a label that is an ARN', 'label-arn', { a: 'arn:aws:eks:a:1:cluster/b' }],
    ['a label that ends in a dot', 'label-dot', { a: 'b.' }],
    ['a key of a label with a space', 'label-key', { 'a b': 'c' }],
    ['a prefix of a label in capitals', 'label-prefix', { 'A.b/c': 'd' }],
    ['a key of a label without a name', 'label-slash', { 'a.b/': 'c' }],
  ])('refuses %s, in a dry run as well', async (_, name, labels) => {
    const { client } = contract();
    const address = configMapAt(name);
    const manifest = configMap(name, { a: '1' }, { labels });

    for (const dryRun of [true, false]) {
      expect(await client.apply(address, manifest, { dryRun })).toMatchObject({
        ok: false,
        error: { status: 422 },
      });
    }
  });

  it.each(['Kubernetes', 'two words', 'arn:aws:eks:a:1:cluster/b', '..', ''])(
    'decides about the key %j of data as this plugin does',
    async key => {
      const { client } = contract();
      const manifest = configMap('data-keys', { [key]: '1' });

      const answer = await client.apply(configMapAt('data-keys'), manifest, {
        dryRun: true,
      });

      expect(answer.ok).toBe(manifestFaults(manifest).length === 0);
    },
  );

  it.each(['a', 'A-b_c.D', long.slice(1), '', '0'])(
    'takes the label %j',
    async value => {
      const { client } = contract();

      const answer = await client.apply(
        configMapAt('label-good'),
        configMap('label-good', {}, { labels: { 'Some.key_1': value } }),
        { dryRun: true },
      );

      expect(answer).toMatchObject({ ok: true });
    },
  );
}

function describeVersions(contract: () => ContractCluster): void {
  it('writes at the version that it was given', async () => {
    const { client } = contract();
    const address = configMapAt('version');
    const { metadata } = valueOf(
      await client.apply(address, configMap('version', { a: '1' })),
    );
    const { resourceVersion } = metadata;

    await client.apply(
      address,
      configMap('version', { a: '2' }, { resourceVersion }),
    );

    expect((await read(client, address)).data).toEqual({ a: '2' });
  });

  it('refuses a version that has moved, and writes nothing', async () => {
    const { client } = contract();
    const address = configMapAt('version-late');
    const { metadata } = valueOf(
      await client.apply(address, configMap('version-late', { a: '1' })),
    );
    const { resourceVersion } = metadata;
    const moved = valueOf(
      await client.apply(address, configMap('version-late', { a: '2' })),
    );

    const late = await client.apply(
      address,
      configMap('version-late', { a: '3' }, { resourceVersion }),
    );

    expect(late).toMatchObject({
      ok: false,
      error: { status: 409, conflict: 'resource-version' },
    });
    expect(await read(client, address)).toEqual(moved);
  });

  it('creates with a version that no object has, and changes nothing that is there', async () => {
    const { client } = contract();
    const address = configMapAt('version-none');
    const apply = (data: Readonly<Record<string, string>>) =>
      client.apply(
        address,
        configMap('version-none', data, { resourceVersion: '1' }),
      );

    const made = valueOf(await apply({ a: '1' }));

    expect(made.data).toEqual({ a: '1' });
    expect(ourFields(made)).toEqual({ Apply: { 'f:data': { 'f:a': {} } } });
    expect(await apply({ a: '2' })).toMatchObject({
      ok: false,
      error: { status: 409, conflict: 'resource-version' },
    });
    expect(await read(client, address)).toEqual(made);
  });

  it('does not create an object anew when it is given the UID, too', async () => {
    const { client } = contract();
    const address = configMapAt('version-gone');
    const { metadata } = valueOf(
      await client.apply(address, configMap('version-gone', { a: '1' })),
    );
    const { uid, resourceVersion } = metadata;
    await client.remove(address);
    const apply = (version: Manifest) =>
      client.apply(address, configMap('version-gone', { a: '2' }, version));

    expect(await apply({ uid, resourceVersion })).toMatchObject({
      ok: false,
      error: { status: 409, conflict: 'resource-version' },
    });
    expect(await client.get(address)).toEqual({ ok: true, value: undefined });

    const made = valueOf(await apply({ resourceVersion }));
    expect(made.metadata.uid).not.toBe(uid);
    expect(await apply({ uid, resourceVersion })).toMatchObject({
      ok: false,
      error: { status: 409, conflict: 'resource-version' },
    });
    expect(await read(client, address)).toEqual(made);
  });
}

function describeDryRuns(contract: () => ContractCluster): void {
  it('shows what would be, and writes nothing', async () => {
    const { client } = contract();
    const address = configMapAt('dry');
    const dryRun = (data: Readonly<Record<string, string>>) =>
      client.apply(address, configMap('dry', data), { dryRun: true });

    expect(valueOf(await dryRun({ a: '1' }))).toMatchObject({
      data: { a: '1' },
    });
    expect(await client.get(address)).toEqual({ ok: true, value: undefined });

    const made = valueOf(
      await client.apply(address, configMap('dry', { a: '1' })),
    );
    expect(valueOf(await dryRun({ b: '1' })).data).toEqual({ b: '1' });
    expect(await read(client, address)).toEqual(made);
  });

  it('shows the object as it is when there is nothing to change', async () => {
    const { client, createAs } = contract();
    const address = deploymentAt('dry-equal');
    const env = deploymentEnv('dry-equal', { OURS: '1' });
    await createAs(OTHER, address, deployment('dry-equal', { A: '1' }));
    await client.apply(address, env);
    const before = await read(client, address);

    expect(valueOf(await client.apply(address, env, { dryRun: true }))).toEqual(
      before,
    );
  });

  it('shows that it would own what another manager has set to the same', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('dry-shared');
    await createAs(OTHER, address, configMap('dry-shared', { a: '1' }));

    const shown = valueOf(
      await client.apply(address, configMap('dry-shared', { a: '1' }), {
        dryRun: true,
      }),
    );

    expect(ourFields(shown)).toEqual({ Apply: { 'f:data': { 'f:a': {} } } });
    expect(ourFields(await read(client, address))).toEqual({});
  });
}
