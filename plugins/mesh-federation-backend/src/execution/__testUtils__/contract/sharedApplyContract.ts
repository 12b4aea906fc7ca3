/* eslint-disable jest/no-export -- one suite for two test files */
import {
  NAMESPACE,
  OTHER,
  configMap,
  configMapAt,
  deployment,
  deploymentAt,
  deploymentEnv,
  environmentOf,
  gateway,
  gatewayAt,
  namespace,
  namespaceAt,
  ourFields,
  ownedBy,
  read,
  valueOf,
  type ContractCluster,
} from './contractObjects';

/**
 * Server-side apply of objects that somebody else writes as well. Adds its tests to the suite
 * around it.
 */
export function describeSharedApplyContract(
  contract: () => ContractCluster,
): void {
  describe('beside another manager', () => {
    describeSharing(contract);
  });
  describe('in lists that merge by name', () => {
    describeMerging(contract);
  });
}

function describeSharing(contract: () => ContractCluster): void {
  it('is refused what another manager has set, by its name, and writes nothing', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('shared');
    await createAs(OTHER, address, configMap('shared', { a: '1' }));
    const before = await read(client, address);
    const manifest = configMap('shared', { a: '2', b: '2' });
    const refused = {
      ok: false,
      error: {
        status: 409,
        conflict: 'field-manager',
        conflictingManagers: [OTHER],
        conflictingFields: ['.data.a'],
      },
    };

    expect(await client.apply(address, manifest)).toMatchObject(refused);
    expect(
      await client.apply(address, manifest, { dryRun: true }),
    ).toMatchObject(refused);
    expect(await read(client, address)).toEqual(before);
  });

  it('takes a field over by force, and leaves the rest to its owner', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('shared-forced');
    const theirs = configMap('shared-forced', { a: '1', b: '1' });
    await createAs(OTHER, address, theirs);
    const manifest = configMap('shared-forced', { a: '2' });

    const tried = await client.apply(address, manifest, {
      dryRun: true,
      force: true,
    });
    const untouched = await read(client, address);
    valueOf(await client.apply(address, manifest, { force: true }));
    const taken = await read(client, address);

    expect(valueOf(tried).data).toEqual({ a: '2', b: '1' });
    expect(untouched.data).toEqual({ a: '1', b: '1' });
    expect(taken.data).toEqual({ a: '2', b: '1' });
    expect(ourFields(taken)).toEqual({ Apply: { 'f:data': { 'f:a': {} } } });
    expect(ownedBy(taken, OTHER)).toMatchObject({
      Update: { 'f:data': { 'f:b': {} } },
    });
    expect(ownedBy(taken, OTHER)).not.toMatchObject({
      Update: { 'f:data': { 'f:a': {} } },
    });
  });

  it('owns a field together with another manager when both say the same', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('shared-equal');
    await createAs(OTHER, address, configMap('shared-equal', { a: '1' }));
    const before = await read(client, address);

    await client.apply(address, configMap('shared-equal', { a: '1', b: '1' }));
    const joined = await read(client, address);
    expect(joined.metadata.resourceVersion).not.toBe(
      before.metadata.resourceVersion,
    );
    expect(ourFields(joined)).toEqual({
      Apply: { 'f:data': { 'f:a': {}, 'f:b': {} } },
    });

    await client.apply(address, configMap('shared-equal', { b: '1' }));
    const left = await read(client, address);
    expect(left.data).toEqual({ a: '1', b: '1' });
    expect(ownedBy(left, OTHER)).toHaveProperty(['Update', 'f:data', 'f:a']);
  });

  it('takes back all of its own, and nothing else', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('shared-left');
    const labels = { theirs: 'yes' };
    await createAs(
      OTHER,
      address,
      configMap('shared-left', { a: '1' }, { labels }),
    );
    await client.apply(
      address,
      configMap('shared-left', { b: '1' }, { labels: { ours: 'yes' } }),
    );

    const { data, ...nothing } = configMap('shared-left', {});
    await client.apply(address, nothing);

    const after = await read(client, address);
    expect(after.data).toEqual({ a: '1' });
    expect(after.metadata.labels).toEqual(labels);
    expect(ourFields(after)).toEqual({});
  });

  it('labels a namespace and takes the label back', async () => {
    const { client, createAs } = contract();
    const name = `${NAMESPACE}-labels`;
    const address = namespaceAt(name);
    await createAs(OTHER, address, namespace(name, { theirs: 'yes' }));
    const labels = async () => (await read(client, address)).metadata.labels;

    await client.apply(address, namespace(name, { ours: 'yes' }));
    expect(await labels()).toMatchObject({ theirs: 'yes', ours: 'yes' });
    await client.apply(address, namespace(name));

    expect(await labels()).toMatchObject({ theirs: 'yes' });
    expect(await labels()).not.toHaveProperty('ours');
  });
}

function describeMerging(contract: () => ContractCluster): void {
  it('adds variables of a container beside those of others, and takes only its own away', async () => {
    const { client, createAs } = contract();
    const address = deploymentAt('env');
    await createAs(
      OTHER,
      address,
      deployment('env', { THEIRS: '1', BOTH: '1' }),
    );
    const env = async () => environmentOf(await read(client, address));

    valueOf(
      await client.apply(
        address,
        deploymentEnv('env', { OURS: '1', MORE: '1', BOTH: '1' }),
      ),
    );
    expect(await env()).toEqual({
      THEIRS: '1',
      BOTH: '1',
      OURS: '1',
      MORE: '1',
    });
    expect(ourFields(await read(client, address))).toMatchObject({
      Apply: {
        'f:spec': {
          'f:template': {
            'f:spec': {
              'f:containers': {
                'k:{"name":"discovery"}': {
                  'f:env': {
                    'k:{"name":"OURS"}': { 'f:name': {}, 'f:value': {} },
                  },
                },
              },
            },
          },
        },
      },
    });

    await client.apply(address, deploymentEnv('env', { OURS: '2' }));
    expect(await env()).toEqual({ THEIRS: '1', BOTH: '1', OURS: '2' });

    const { spec, ...nothing } = deploymentEnv('env', {});
    await client.apply(address, nothing);
    expect(await env()).toEqual({ THEIRS: '1', BOTH: '1' });
    expect(ourFields(await read(client, address))).toEqual({});
  });

  it('is refused a variable that another manager has set', async () => {
    const { client, createAs } = contract();
    const address = deploymentAt('env-conflict');
    await createAs(OTHER, address, deployment('env-conflict', { A: '1' }));

    expect(
      await client.apply(address, deploymentEnv('env-conflict', { A: '2' })),
    ).toMatchObject({
      ok: false,
      error: { conflict: 'field-manager', conflictingManagers: [OTHER] },
    });
  });

  it('adds a listener of a Gateway beside those of others, and takes only its own away', async () => {
    const { client, createAs } = contract();
    const address = gatewayAt('listeners');
    await createAs(OTHER, address, gateway('listeners', { theirs: 80 }));
    const listeners = async () =>
      (await read(client, address)).spec as { listeners: unknown };

    valueOf(await client.apply(address, gateway('listeners', { ours: 15443 })));
    expect(await listeners()).toMatchObject({
      listeners: [
        { name: 'theirs', port: 80 },
        { name: 'ours', port: 15443 },
      ],
    });

    await client.apply(address, gateway('listeners', {}));
    expect(await listeners()).toMatchObject({
      listeners: [{ name: 'theirs', port: 80 }],
    });
  });
}
