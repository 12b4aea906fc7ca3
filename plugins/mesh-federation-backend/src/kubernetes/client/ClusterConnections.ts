import type { KubeConfig } from '@kubernetes/client-node';
import type { DiscoveryService } from '@backstage/backend-plugin-api';
import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { PluginTokenSource } from './PluginToken';

/**
 * Header by which the Kubernetes proxy knows the cluster (plugin-kubernetes-backend
 * KubernetesProxy).
 */
const CLUSTER_HEADER = 'Backstage-Kubernetes-Cluster';

const HANDSHAKE_TIMEOUT_MS = 5_000;

/**
 * One `KubeConfig` for each cluster, pointing at Backstage's Kubernetes proxy.
 *
 * @remarks `@kubernetes/client-node` caches credentials by user name, so every cluster has its own
 * `KubeConfig` with its own user name, and the context of none is ever changed. The library is ESM
 * only and therefore loaded by dynamic import.
 */
export class ClusterConnections {
  readonly #discovery: DiscoveryService;
  readonly #token: PluginTokenSource;
  readonly #configs = new Map<ClusterName, Promise<KubeConfig>>();

  constructor(options: {
    readonly discovery: DiscoveryService;
    readonly token: PluginTokenSource;
  }) {
    this.#discovery = options.discovery;
    this.#token = options.token;
  }

  /** The cluster's `KubeConfig`; its server is the proxy. */
  kubeConfig(cluster: ClusterName): Promise<KubeConfig> {
    const known = this.#configs.get(cluster);
    if (known) {
      return known;
    }
    const made = this.#make(cluster);
    this.#configs.set(cluster, made);
    made.catch(() => this.#configs.delete(cluster));
    return made;
  }

  /**
   * URL and headers of one call. The headers hold the plugin's token: they go into the request and
   * nowhere else.
   */
  async request(
    cluster: ClusterName,
    path: string,
  ): Promise<{ readonly url: string; readonly headers: HeadersInit }> {
    const config = await this.kubeConfig(cluster);
    const options: { headers?: Record<string, string> } = {};
    await config.applyToHTTPSOptions(options);
    return {
      url: `${config.getCurrentCluster()?.server ?? ''}${path}`,
      headers: options.headers ?? {},
    };
  }

  async #make(cluster: ClusterName): Promise<KubeConfig> {
    const { KubeConfig: Config } = await import('@kubernetes/client-node');
    const server = `${await this.#discovery.getBaseUrl('kubernetes')}/proxy`;
    const userName = `backstage-${cluster}`;
    const config = new Config();
    config.loadFromOptions({
      clusters: [
        // Without this, the library refuses a plain HTTP server, which is normal between plugins of
        // one backend.
        { name: cluster, server, skipTLSVerify: server.startsWith('http:') },
      ],
      users: [{ name: userName }],
      contexts: [{ name: cluster, cluster, user: userName }],
      currentContext: cluster,
    });
    config.addAuthenticator({
      isAuthProvider: user => user.name === userName,
      applyAuthentication: async (_user, options) => {
        options.headers = {
          ...(options.headers as Record<string, string> | undefined),
          Authorization: `Bearer ${await this.#token()}`,
          [CLUSTER_HEADER]: cluster,
        };
        // Counts for WebSockets only: without it a handshake that nobody answers is never given up.
        Object.assign(options, { handshakeTimeout: HANDSHAKE_TIMEOUT_MS });
      },
    });
    return config;
  }
}
