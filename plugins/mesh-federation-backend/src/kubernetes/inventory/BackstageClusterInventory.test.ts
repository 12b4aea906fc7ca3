import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { MeshFederationConfig } from '../../config';
import { startKubernetesBackend } from '../../observation/__testUtils__/startKubernetesBackend';
import { BackstageClusterInventory } from './BackstageClusterInventory';

jest.setTimeout(60_000);

const config = {
  observation: { callTimeoutMs: 20_000 },
  apiServerUrls: { overridden: 'https://own.example:6443' },
} as unknown as MeshFederationConfig;

const configCluster = (name: string, more: object = {}) => ({
  name,
  url: `https://${name}.config.example`,
  authProvider: 'serviceAccount',
  serviceAccountToken: 'SECRET',
  ...more,
});

function clusterEntity(
  name: string,
  options: {
    namespace?: string;
    annotations?: Record<string, string>;
    owner?: string;
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: options.namespace ?? 'default',
      annotations: options.annotations,
    },
    spec: { type: 'kubernetes-cluster' },
    relations: options.owner
      ? [{ type: 'ownedBy', targetRef: options.owner }]
      : [],
  };
}

const catalogAnnotations = (authProvider: string) => ({
  'kubernetes.io/api-server': 'https://192.0.2.10:6443',
  'kubernetes.io/api-server-certificate-authority': 'Y2E=',
  'kubernetes.io/auth-provider': authProvider,
});

async function inventoryOf(
  clusterLocatorMethods: readonly object[],
  entities: readonly Entity[],
) {
  const backend = await startKubernetesBackend({
    kubernetes: JSON.parse(
      JSON.stringify({
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods,
      }),
    ),
    entities,
  });
  return new BackstageClusterInventory({
    ...backend,
    config,
    logger: mockServices.logger.mock(),
  });
}

describe('BackstageClusterInventory with the config locator', () => {
  it('lists each name once, marks what needs a user, and links catalog entities', async () => {
    const inventory = await inventoryOf(
      [
        {
          type: 'config',
          clusters: [
            configCluster('west', { title: 'West' }),
            configCluster('east'),
            configCluster('people', {
              authProvider: 'oidc',
              oidcTokenProvider: 'okta',
            }),
          ],
        },
        { type: 'config', clusters: [configCluster('east')] },
      ],
      [
        clusterEntity('east', { namespace: 'aaa' }),
        clusterEntity('east', { owner: 'group:default/platform' }),
        clusterEntity('west', { namespace: 'production' }),
      ],
    );

    const { clusters, findings } = await inventory.read();

    expect(clusters).toEqual([
      {
        name: 'east',
        authProvider: 'serviceAccount',
        usable: true,
        entityRef: 'resource:default/east',
        owner: 'group:default/platform',
      },
      { name: 'people', authProvider: 'oidc', usable: false },
      {
        name: 'west',
        title: 'West',
        authProvider: 'serviceAccount',
        usable: true,
        entityRef: 'resource:production/west',
      },
    ]);
    expect(findings.map(({ code, cluster }) => [code, cluster])).toEqual([
      ['MF1005', 'east'],
      ['MF1004', 'people'],
      ['MF1009', 'people'],
    ]);
  });

  it('warns of a cluster that gets the token of Backstage, and of no other', async () => {
    const names = ['local', 'east'];
    const inventory = await inventoryOf(
      [
        {
          type: 'config',
          clusters: [
            configCluster('local', { authProvider: 'localKubectlProxy' }),
            configCluster('east'),
          ],
        },
      ],
      names.map(name => clusterEntity(name)),
    );

    const { findings } = await inventory.read();

    expect(findings).toMatchObject([
      {
        code: 'MF1011',
        cluster: 'local',
        severity: 'warning',
        fix: expect.stringContaining('Give local an auth provider'),
      },
    ]);
  });

  it('knows the URL of an API server by own config, then the catalog, then the Kubernetes config', async () => {
    const inventory = await inventoryOf(
      [
        {
          type: 'config',
          clusters: ['overridden', 'annotated', 'plain'].map(name =>
            configCluster(name),
          ),
        },
      ],
      ['overridden', 'annotated'].map(name =>
        clusterEntity(name, {
          annotations: {
            'kubernetes.io/api-server': 'https://catalog.example',
          },
        }),
      ),
    );

    expect(await inventory.apiServerUrl('overridden')).toEqual({
      url: 'https://own.example:6443',
      source: 'config',
    });
    expect(await inventory.apiServerUrl('annotated')).toEqual({
      url: 'https://catalog.example',
      source: 'catalog',
      setBy: 'resource:default/annotated',
    });
    expect(await inventory.apiServerUrl('plain')).toEqual({
      url: 'https://plain.config.example',
      source: 'kubernetes-config',
    });
    expect(await inventory.apiServerUrl('nobody')).toEqual({});
  });
});

describe('BackstageClusterInventory and addresses that others set', () => {
  const LOCATION = 'url:https://git.example/any/catalog-info.yaml';
  const annotated = (name: string, url: string) =>
    clusterEntity(name, {
      owner: 'group:default/platform',
      annotations: {
        'kubernetes.io/api-server': url,
        'backstage.io/managed-by-location': LOCATION,
      },
    });
  const inventoryWith = (url: string) =>
    inventoryOf(
      [{ type: 'config', clusters: [configCluster('east')] }],
      [annotated('east', url)],
    );

  it.each([
    'https://east.config.example/${secret:token}',
    'http://east.config.example',
    'https://me:PASSWORD@east.config.example',
    'https://east.config.example/?token=PASSWORD',
    'nonsense',
  ])('refuses %s and takes no other instead', async url => {
    const inventory = await inventoryWith(url);

    const address = await inventory.apiServerUrl('east');

    expect(address).toEqual({
      source: 'catalog',
      problem: expect.stringContaining('resource:default/east'),
      setBy: expect.anything(),
    });
    expect(JSON.stringify(address)).not.toContain('PASSWORD');
  });

  it('tells who set an address that no configuration confirms', async () => {
    const inventory = await inventoryWith('https://elsewhere.example');

    expect(await inventory.apiServerUrl('east')).toMatchObject({
      url: 'https://elsewhere.example',
      setBy: `resource:default/east (registered at ${LOCATION}, owner group:default/platform)`,
    });
  });

  it('has nothing to tell where the configuration says the same', async () => {
    const inventory = await inventoryWith('https://east.config.example:443/');

    expect(await inventory.apiServerUrl('east')).toEqual({
      url: 'https://east.config.example:443',
      source: 'catalog',
    });
  });

  it('refuses such an address in the configuration of the Kubernetes plugin as well', async () => {
    const inventory = await inventoryOf(
      [
        {
          type: 'config',
          clusters: [configCluster('east', { url: 'http://127.0.0.1:6443' })],
        },
      ],
      [],
    );

    expect(await inventory.apiServerUrl('east')).toEqual({
      source: 'kubernetes-config',
      problem: expect.stringContaining('kubernetes.clusterLocatorMethods'),
    });
  });
});

describe('BackstageClusterInventory and the catalog', () => {
  async function inventoryWith(getEntities: jest.Mock) {
    const backend = await startKubernetesBackend({
      kubernetes: {
        serviceLocatorMethod: { type: 'multiTenant' },
        clusterLocatorMethods: [
          { type: 'config', clusters: [configCluster('plain')] },
        ],
      },
    });
    return new BackstageClusterInventory({
      ...backend,
      catalog: { ...backend.catalog, getEntities },
      config,
      logger: mockServices.logger.mock(),
    });
  }

  it('asks it once for a whole observation', async () => {
    const getEntities = jest.fn(async () => ({ items: [] }));
    const inventory = await inventoryWith(getEntities);

    await inventory.read();
    await inventory.apiServerUrl('plain');
    await inventory.apiServerUrl('other');

    expect(getEntities).toHaveBeenCalledTimes(1);
  });

  it('does not take the URL of a lower source while it does not answer', async () => {
    const inventory = await inventoryWith(
      jest.fn().mockRejectedValue(new Error('not now')),
    );

    expect(await inventory.apiServerUrl('plain')).toEqual({});
    expect(await inventory.apiServerUrl('overridden')).toMatchObject({
      source: 'config',
    });
  });
});

describe('BackstageClusterInventory with the catalog locator', () => {
  it('lists clusters of the catalog whose auth provider works without a user', async () => {
    const inventory = await inventoryOf(
      [
        {
          type: 'catalog',
          dangerouslyAllowClusterUrls: ['192.0.2.10'],
        },
      ],
      [
        clusterEntity('gke', {
          annotations: catalogAnnotations('googleServiceAccount'),
          owner: 'group:default/platform',
        }),
        clusterEntity('personal', {
          annotations: catalogAnnotations('google'),
        }),
        clusterEntity('ignored', {
          annotations: catalogAnnotations('serviceAccount'),
        }),
      ],
    );

    const { clusters, findings } = await inventory.read();

    expect(clusters).toEqual([
      {
        name: 'gke',
        authProvider: 'googleServiceAccount',
        usable: true,
        entityRef: 'resource:default/gke',
        owner: 'group:default/platform',
      },
      {
        name: 'personal',
        authProvider: 'google',
        usable: false,
        entityRef: 'resource:default/personal',
      },
    ]);
    expect(findings.map(({ code, cluster }) => [code, cluster])).toEqual([
      ['MF1004', 'personal'],
    ]);
    expect(await inventory.apiServerUrl('gke')).toEqual({
      url: 'https://192.0.2.10:6443',
      source: 'catalog',
      setBy: 'resource:default/gke (owner group:default/platform)',
    });
  });
});
