import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  optional,
  counted,
  finding,
  isSameApiServer,
  type ClusterName,
  type Finding,
  type Inventory,
  type InventoryCluster,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationConfig } from '../../config';
import { catalogClusters, type CatalogCluster } from './catalogClusters';
import type { ApiServerAddress, ClusterInventory } from '../ClusterInventory';
import { checkedAddress } from './checkedAddress';
import { kubernetesClusters, type ListedCluster } from './kubernetesClusters';
import {
  pluginTokenSource,
  type PluginTokenSource,
} from '../client/PluginToken';

/**
 * Auth providers that take the token of the user who looks (plugin-kubernetes-backend
 * buildDefaultAuthStrategyMap).
 */
const USER_TOKEN_PROVIDERS = ['google', 'oidc', 'aks'];

/**
 * Auth provider without a credential of its own, so that the proxy leaves the header by which this
 * plugin calls it (plugin-kubernetes-backend KubernetesProxy).
 */
const PASSING_ON = 'localKubectlProxy';

interface Options {
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
  readonly catalog: CatalogService;
  readonly rootConfig: RootConfigService;
  readonly config: MeshFederationConfig;
  readonly logger: LoggerService;
}

/** The clusters of Backstage's Kubernetes backend, each with its Resource of the catalog. */
export class BackstageClusterInventory implements ClusterInventory {
  readonly #options: Options;
  readonly #token: PluginTokenSource;
  /**
   * As they were at the last `read()`: an observation asks for the URL of each of its clusters
   * right after that.
   */
  #catalog: ReturnType<typeof catalogClusters> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#token = pluginTokenSource({ auth: options.auth });
  }

  async read(): Promise<Inventory> {
    this.#catalog = catalogClusters(this.#options);
    const [listed, catalog] = await Promise.all([
      kubernetesClusters({
        discovery: this.#options.discovery,
        token: this.#token,
        deadlineMs: this.#options.config.observation.callTimeoutMs,
      }),
      this.#catalog,
    ]);
    // The proxy calls the first of several with one name.
    const unique = listed.filter(
      (cluster, index) =>
        listed.findIndex(other => other.name === cluster.name) === index,
    );
    const clusters = unique
      .map(cluster => describe(cluster, catalog?.get(cluster.name)))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      clusters,
      findings: [
        ...duplicates(listed),
        ...clusters.flatMap(needsUser),
        ...clusters.flatMap(passesTokenOn),
        ...(catalog ? clusters.flatMap(notInCatalog) : []),
      ],
    };
  }

  async apiServerUrl(cluster: ClusterName): Promise<ApiServerAddress> {
    const { config, rootConfig } = this.#options;
    const configured = configuredUrl(rootConfig, cluster);
    const own = Object.hasOwn(config.apiServerUrls, cluster);
    if (own) {
      return checkedAddress({
        source: 'config',
        url: config.apiServerUrls[cluster],
      });
    }
    this.#catalog ??= catalogClusters(this.#options);
    const catalog = await this.#catalog;
    if (!catalog) {
      // The next source would be taken for the right one, and remote secrets be changed to it.
      return {};
    }
    const entity = catalog.get(cluster);
    if (entity?.apiServerUrl) {
      return checkedAddress({
        source: 'catalog',
        url: entity.apiServerUrl,
        ...optional({
          setBy: isSameApiServer(entity.apiServerUrl, configured)
            ? undefined
            : describeEntity(entity),
        }),
      });
    }
    return configured
      ? checkedAddress({ source: 'kubernetes-config', url: configured })
      : {};
  }
}

function describeEntity(entity: CatalogCluster): string {
  const { entityRef, location, owner } = entity;
  const more = [
    ...(location ? [`registered at ${location}`] : []),
    ...(owner ? [`owner ${owner}`] : []),
  ];
  return more.length > 0 ? `${entityRef} (${more.join(', ')})` : entityRef;
}

function describe(
  cluster: ListedCluster,
  entity: CatalogCluster | undefined,
): InventoryCluster {
  return {
    name: cluster.name,
    ...optional({ title: cluster.title || undefined }),
    authProvider: cluster.authProvider,
    usable: !USER_TOKEN_PROVIDERS.includes(cluster.authProvider),
    ...optional({
      entityRef: entity?.entityRef,
      owner: entity?.owner ? entity.owner : undefined,
    }),
  };
}

function duplicates(listed: readonly ListedCluster[]): readonly Finding[] {
  const names = listed
    .map(({ name }) => name)
    .filter((name, index, all) => all.indexOf(name) !== index);
  return [...new Set(names)].sort().map(cluster =>
    finding('MF1005', {
      cluster,
      message: `The Kubernetes backend lists ${counted(
        listed.filter(({ name }) => name === cluster).length,
        'cluster',
      )} named ${cluster}; only the first can be reached.`,
    }),
  );
}

function needsUser(cluster: InventoryCluster): readonly Finding[] {
  return cluster.usable
    ? []
    : [
        finding('MF1004', {
          cluster: cluster.name,
          message: `Auth provider ${cluster.authProvider} of ${cluster.name} works with the token of a user only.`,
        }),
      ];
}

function passesTokenOn({
  name,
  authProvider,
}: InventoryCluster): readonly Finding[] {
  return authProvider === PASSING_ON
    ? [
        finding('MF1011', {
          cluster: name,
          message: `Auth provider ${authProvider} of ${name} sends the token of this plugin to the cluster.`,
        }),
      ]
    : [];
}

function notInCatalog(cluster: InventoryCluster): readonly Finding[] {
  return cluster.entityRef
    ? []
    : [
        finding('MF1009', {
          cluster: cluster.name,
          message: `The catalog has no Resource of type kubernetes-cluster named ${cluster.name}.`,
        }),
      ];
}

/** Reads only names and URLs: the same entries hold tokens. */
function configuredUrl(
  rootConfig: RootConfigService,
  cluster: ClusterName,
): string | undefined {
  const methods =
    rootConfig.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  return methods
    .filter(method => method.getOptionalString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('clusters') ?? [])
    .find(entry => entry.getOptionalString('name') === cluster)
    ?.getOptionalString('url');
}
