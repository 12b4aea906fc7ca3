import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonValue } from '@backstage/types';
import { clusterPage } from '../__testUtils__/clusterPage';
import { setUp } from '../__testUtils__/setUp';
import { createCatalogInfoAction } from './createCatalogInfoAction';

const CA = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');
const NORTH = { name: 'north', owner: 'platform' };
const CONNECTED = {
  ...NORTH,
  apiServerUrl: 'https://north.example.com:6443',
  connection: { authProvider: 'aws', caData: CA },
};

function aCluster(name: string, namespace: string, url: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace,
      annotations: { 'kubernetes.io/api-server': url },
    },
    spec: { type: 'kubernetes-cluster', owner: 'platform' },
  };
}

describe('mesh-federation:cluster:catalog-info', () => {
  const workspace = createMockDirectory();

  beforeEach(() => workspace.clear());

  function setUpCatalogInfo(
    entities: readonly Entity[] = [],
    clusters = ['east'],
  ) {
    const catalog = catalogServiceMock({ entities: [...entities] });
    const checkpoints = new Map<string, JsonValue>();
    const { run, changes } = setUp(
      ({ connect }) => createCatalogInfoAction({ connect, catalog }),
      { 'GET /clusters': clusterPage(clusters) },
    );
    const workspacePath = workspace.path;
    return {
      changes,
      run: (input: Parameters<typeof run>[0], isDryRun = false) =>
        run(input, { workspacePath, isDryRun, checkpoints }),
      checkpoints,
    };
  }

  it.each([false, true])(
    'writes the entity into the workspace (dry run: %s)',
    async isDryRun => {
      const { run, changes } = setUpCatalogInfo();

      const { output, failure } = await run(
        { ...NORTH, title: 'no', path: 'clusters/north.yaml' },
        isDryRun,
      );

      expect(failure).toBeUndefined();
      expect(workspace.content()).toEqual({
        clusters: { 'north.yaml': output.content },
      });
      expect(output).toEqual({
        entityRef: 'resource:default/north',
        registered: false,
        path: 'clusters/north.yaml',
        content:
          'apiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: north\n  title: "no"\nspec:\n  type: kubernetes-cluster\n  owner: platform\n',
      });
      expect(changes()).toEqual([]);
    },
  );

  it('may be tried again, and writes over nothing else', async () => {
    const { run } = setUpCatalogInfo();
    await run(NORTH);

    expect((await run(NORTH)).failure).toBeUndefined();
    expect((await run({ ...NORTH, title: 'Other' })).failure?.message).toMatch(
      /^path: 'catalog-info.yaml' is in the workspace already/,
    );
  });

  it('goes on where it is tried again after the entity was registered', async () => {
    const first = setUpCatalogInfo();
    await first.run(NORTH);
    const again = setUpCatalogInfo([aCluster('north', 'default', 'https://x')]);
    first.checkpoints.forEach((value, key) =>
      again.checkpoints.set(key, value),
    );

    const { output, failure } = await again.run(NORTH);

    expect(failure).toBeUndefined();
    expect(output).toMatchObject({ registered: true });
  });

  it('writes nowhere but into the workspace', async () => {
    const { failure } = await setUpCatalogInfo().run({
      ...NORTH,
      path: '../outside.yaml',
    });

    expect(failure?.message).toContain("path: '../outside.yaml' leads out");
  });

  it.each([
    [
      'a Resource of its name in another namespace',
      NORTH,
      [aCluster('north', 'other', 'https://x')],
      ['east'],
      'name: the catalog has resource:other/north already',
    ],
    [
      'a cluster that the Kubernetes plugin has from elsewhere',
      CONNECTED,
      [],
      ['north'],
      "connection: the Kubernetes plugin has a cluster 'north' already",
    ],
    [
      'another Resource of the same API server',
      CONNECTED,
      [aCluster('n', 'default', 'https://NORTH.example.com:6443/')],
      ['east'],
      'apiServerUrl: resource:default/n of the catalog has this address',
    ],
  ])(
    'refuses %s, and writes nothing',
    async (_, input, entities, clusters, message) => {
      const { failure } = await setUpCatalogInfo(entities, clusters).run(input);

      expect(failure?.message).toContain(message);
      expect(workspace.content()).toEqual({});
    },
  );

  it('describes a cluster that the Kubernetes plugin has from elsewhere', async () => {
    const { failure } = await setUpCatalogInfo([], ['north']).run(NORTH);

    expect(failure).toBeUndefined();
  });
});
