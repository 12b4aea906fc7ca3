import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { eventually, startCatalog } from './__testUtils__/startCatalog';

// The first test starts a backend.
jest.setTimeout(60_000);

const CLUSTERS = ['east', 'west', 'north']
  .map(
    name => `apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: ${name} }
spec: { type: kubernetes-cluster, owner: ${
      name === 'north' ? 'north-team' : 'platform'
    } }
`,
  )
  .join('---\n');

/** It stands in the file of somebody and is none of ours. */
const IMPOSTOR = `---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: impostor, namespace: mesh-federation }
spec: { type: mesh-federation, owner: somebody, dependsOn: ['resource:default/north'] }
`;

function list(...names: readonly string[]) {
  return {
    json: {
      items: names.map(name => ({ name, members: ['east', 'west'] })),
    },
  };
}

const names = (entities: readonly Entity[]) =>
  entities.map(({ metadata }) => metadata.title).sort();

const relationsOf = (entity: Entity | undefined) =>
  entity?.relations
    ?.map(({ type, targetRef }) => `${type} ${targetRef}`)
    .sort() ?? [];

describe('the catalog with the module', () => {
  const directory = createMockDirectory({
    content: { 'catalog.yaml': CLUSTERS + IMPOSTOR },
  });
  let catalog: Awaited<ReturnType<typeof startCatalog>>;

  async function cluster(name: string) {
    return catalog.entity('resource', 'default', name);
  }

  async function federation(name: string) {
    return catalog.entity('resource', 'mesh-federation', name);
  }

  /** The federations by title, once there are so many, the one of the file not among them. */
  async function federationsOnce(count: number) {
    const all = await eventually(
      async () =>
        (
          await catalog.federations()
        ).filter(({ metadata }) => metadata.name !== 'impostor'),
      ({ length }) => length === count,
    );
    return names(all);
  }

  beforeAll(async () => {
    catalog = await startCatalog({
      file: directory.resolve('catalog.yaml'),
      owner: 'mesh-team',
    });
    for (const name of ['east', 'west', 'north']) {
      await eventually(
        () => cluster(name),
        entity => relationsOf(entity).length > 0,
      );
    }
  });

  it('has a Resource for a federation, with its clusters, owner and page', async () => {
    const before = await cluster('east');
    catalog.mesh.answer(() => ({
      json: {
        items: [
          {
            name: 'shop',
            description: 'Where the shop runs',
            members: ['east', 'unregistered', 'west'],
          },
          { name: 'north', members: ['east', 'north'] },
        ],
      },
    }));

    await catalog.readFederations();

    expect(await federationsOnce(2)).toEqual(['north', 'shop']);
    const shop = await eventually(
      () => federation('shop'),
      entity => relationsOf(entity).length === 5,
    );
    expect(shop).toMatchObject({
      metadata: {
        title: 'shop',
        description: 'Where the shop runs',
        links: [
          {
            url: 'https://backstage.example/mesh-federation/federations/shop',
          },
        ],
      },
      spec: {
        type: 'mesh-federation',
        owner: 'group:default/platform',
        dependsOn: ['resource:default/east', 'resource:default/west'],
      },
    });
    expect(relationsOf(shop)).toEqual([
      'dependsOn resource:default/east',
      'dependsOn resource:default/west',
      'hasPart resource:default/east',
      'hasPart resource:default/west',
      'ownedBy group:default/platform',
    ]);
    // Its clusters have several owners.
    expect((await federation('north'))?.spec?.owner).toBe(
      'group:default/mesh-team',
    );

    const east = await eventually(cluster.bind(null, 'east'), entity =>
      relationsOf(entity).includes('partOf resource:mesh-federation/shop'),
    );
    expect(relationsOf(east)).toEqual([
      'dependencyOf resource:mesh-federation/north',
      'dependencyOf resource:mesh-federation/shop',
      'ownedBy group:default/platform',
      'partOf resource:mesh-federation/north',
      'partOf resource:mesh-federation/shop',
    ]);
    // What people wrote is as it was.
    expect(east?.spec).toEqual(before?.spec);
    expect(east?.metadata.annotations).toEqual(before?.metadata.annotations);
    expect(catalog.warnings()).toEqual([]);
  });

  it('asks with credentials of its own', () => {
    expect(catalog.mesh.calls[0]?.subject).toBe('plugin:catalog');
  });

  it('makes no cluster a part of what somebody else calls a federation', async () => {
    const impostor = await federation('impostor');

    expect(relationsOf(impostor)).toEqual([
      'dependsOn resource:default/north',
      'ownedBy group:mesh-federation/somebody',
    ]);
    expect(relationsOf(await cluster('north'))).not.toContain(
      'partOf resource:mesh-federation/impostor',
    );
  });

  it('drops the entity of a federation that is gone, with its relations', async () => {
    catalog.mesh.answer(() => list('shop'));
    await catalog.readFederations();
    expect(await federationsOnce(1)).toEqual(['shop']);

    const east = await eventually(
      () => cluster('east'),
      entity => relationsOf(entity).length === 3,
    );
    expect(relationsOf(east)).toEqual([
      'dependencyOf resource:mesh-federation/shop',
      'ownedBy group:default/platform',
      'partOf resource:mesh-federation/shop',
    ]);
    expect(relationsOf(await cluster('north'))).not.toContain(
      'partOf resource:mesh-federation/north',
    );
  });

  it.each<[string, ReturnType<Parameters<typeof catalog.mesh.answer>[0]>]>([
    ['an error', { status: 500, json: { error: { message: 'broken' } } }],
    ['a refusal', { status: 403, json: { error: { message: 'no' } } }],
    ['no such page', { status: 404, json: {} }],
    ['a broken connection', 'hang up'],
    ['a page of somebody else', { text: '<html>Sign in</html>' }],
    ['JSON without a list', { json: {} }],
    ['a list of something else', { json: { items: [{ id: 1 }] } }],
    ['nothing', { json: null }],
    [
      'a list that says that more follows, and not where',
      { json: { items: [], leftOut: 3 } },
    ],
    [
      'the same federation twice',
      {
        json: {
          items: [
            { name: 'x', members: [] },
            { name: 'x', members: [] },
          ],
        },
      },
    ],
  ])('removes nothing after %s', async (_, answer) => {
    const before = catalog.warnings().length;
    catalog.mesh.answer(() => answer);

    await catalog.readFederations();

    expect(catalog.warnings().slice(before)).toEqual([
      expect.stringMatching(/^The federations in the catalog stay as they are/),
    ]);
    expect(await federationsOnce(1)).toEqual(['shop']);
  });

  it('removes nothing while a list changes that it reads by pages', async () => {
    const before = catalog.warnings().length;
    catalog.mesh.answer(query =>
      query.has('cursor')
        ? list('c')
        : {
            json: { ...list('a', 'b').json, nextCursor: '2', leftOut: 2 },
          },
    );

    await catalog.readFederations();

    expect(catalog.warnings()[before]).toContain('changed while it was read');
    expect(await federationsOnce(1)).toEqual(['shop']);
  });

  it('reads a list by pages to its end', async () => {
    const all = ['a', 'b', 'c', 'd', 'shop'];
    catalog.mesh.answer(query => {
      const begin = Number(query.get('cursor') ?? 0);
      const end = begin + 2;
      return {
        json: {
          ...list(...all.slice(begin, end)).json,
          ...(end < all.length
            ? { nextCursor: String(end), leftOut: all.length - end }
            : {}),
        },
      };
    });

    await catalog.readFederations();

    expect(await federationsOnce(5)).toEqual(all);
  });

  it('gives every federation an entity of its own, whatever its name is', async () => {
    const strange = ['Shop', 'shop', 'a b', 'a_b', '../x', 'x'.repeat(300)];
    catalog.mesh.answer(() => list(...strange));

    await catalog.readFederations();

    expect(await federationsOnce(strange.length)).toEqual(
      strange
        .map(name => (name.length > 100 ? `${name.slice(0, 99)}…` : name))
        .sort(),
    );
  });

  it('drops all when there is none any more', async () => {
    catalog.mesh.answer(() => list());
    await catalog.readFederations();

    expect(await federationsOnce(0)).toEqual([]);
  });
});
