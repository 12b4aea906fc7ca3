/* eslint-disable jest/no-export -- one suite for two test files */
import { FIELD_MANAGER } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  OTHER,
  configMap,
  configMapAt,
  ourFields,
  ownedBy,
  read,
  valueOf,
  type ContractCluster,
} from './contractObjects';

/** What execution relies on of merge patches. Adds its tests to the suite around it. */
export function describeMergePatchContract(
  contract: () => ContractCluster,
): void {
  it('changes the fields of the patch, takes them over and keeps the rest', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('patched');
    const labels = { kept: 'yes', changed: 'no' };
    await createAs(
      OTHER,
      address,
      configMap('patched', { a: '1', b: '1', c: '1' }, { labels }),
    );
    const { resourceVersion } = (await read(client, address)).metadata;

    const patched = await client.mergePatch(address, {
      metadata: { resourceVersion, labels: { changed: 'yes' } },
      data: { a: '2', b: null },
    });

    const after = await read(client, address);
    expect(valueOf(patched)).toEqual(after);
    expect(after).toMatchObject({
      metadata: { labels: { kept: 'yes', changed: 'yes' } },
    });
    expect(after.data).toEqual({ a: '2', c: '1' });
    expect(after.metadata.resourceVersion).not.toBe(resourceVersion);
    expect(ourFields(after)).toEqual({
      Update: {
        'f:data': { 'f:a': {} },
        'f:metadata': { 'f:labels': { 'f:changed': {} } },
      },
    });
    expect(ownedBy(after, OTHER).Update).toMatchObject({
      'f:data': { 'f:c': {} },
    });
    expect(ownedBy(after, OTHER)).not.toHaveProperty([
      'Update',
      'f:data',
      'f:a',
    ]);
  });

  it('changes nothing when the object has the fields', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('patched-equal');
    await createAs(OTHER, address, configMap('patched-equal', { a: '1' }));
    const before = await read(client, address);

    expect(
      valueOf(await client.mergePatch(address, { data: { a: '1' } })),
    ).toEqual(before);
    expect(await read(client, address)).toEqual(before);
  });

  it('refuses a version that has moved, and a missing object', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('patched-late');
    await createAs(OTHER, address, configMap('patched-late', { a: '1' }));
    const before = await read(client, address);
    await client.mergePatch(address, { data: { b: '1' } });

    const late = await client.mergePatch(address, {
      metadata: { resourceVersion: before.metadata.resourceVersion },
      data: { a: '2' },
    });

    expect(late).toMatchObject({
      ok: false,
      error: { status: 409, conflict: 'resource-version' },
    });
    expect((await read(client, address)).data).toEqual({ a: '1', b: '1' });
    expect(
      await client.mergePatch(configMapAt('nowhere'), { data: { a: '1' } }),
    ).toMatchObject({ ok: false, error: { status: 404 } });
  });

  it('owns the fields apart from what it applies: an apply of another value is refused', async () => {
    const { client, createAs } = contract();
    const address = configMapAt('patched-ours');
    await createAs(OTHER, address, configMap('patched-ours', { b: '1' }));
    await client.mergePatch(address, { data: { a: '1' } });

    const applied = await client.apply(
      address,
      configMap('patched-ours', { a: '2' }),
    );

    expect(applied).toMatchObject({
      ok: false,
      error: {
        conflict: 'field-manager',
        conflictingManagers: [FIELD_MANAGER],
      },
    });
  });
}
