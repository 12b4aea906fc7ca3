import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { MeshFederationConfig } from '../../config';
import type { ClusterClients } from '../ClusterClient';
import { ClusterConnections } from './ClusterConnections';
import type { PodExec } from '../PodExec';
import { pluginTokenSource } from './PluginToken';
import { ProxyClusterClients } from './ProxyClusterClients';
import { ProxyPodExec } from './ProxyPodExec';
import { ProxyTransport } from './ProxyTransport';
import { ProxyUpgrades } from './ProxyUpgrades';

/** Everything that reaches clusters, made of one set of connections. */
export interface ClusterAccess {
  readonly clients: ClusterClients;
  readonly exec: PodExec;
  /**
   * For the plugin's shutdown: gives up what is on its way. The proxy is in this process as a rule,
   * and its server ends no sooner than the calls that it serves.
   */
  stop(): void;
}

/**
 * Makes the access to all clusters of Backstage's Kubernetes backend, with this plugin's own
 * credentials.
 */
export async function createClusterAccess(options: {
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
  readonly config: MeshFederationConfig;
}): Promise<ClusterAccess> {
  const { auth, discovery } = options;
  const { callTimeoutMs, concurrentCallsPerCluster, concurrentClusters } =
    options.config.observation;
  const connections = new ClusterConnections({
    discovery,
    token: pluginTokenSource({ auth }),
  });
  const { pathname } = new URL(await discovery.getBaseUrl('kubernetes'));
  const stopping = new AbortController();
  const stopped = stopping.signal;
  const upgrades = new ProxyUpgrades(`${pathname}/proxy`);
  return {
    clients: new ProxyClusterClients({
      transport: new ProxyTransport({
        connections,
        deadlineMs: callTimeoutMs,
        stopped,
        concurrentCallsPerCluster,
        // Every cluster observed at one time can have its own share: none waits for another.
        concurrentCalls: concurrentClusters * concurrentCallsPerCluster,
      }),
    }),
    exec: new ProxyPodExec({
      connections,
      upgrades,
      deadlineMs: callTimeoutMs,
      stopped,
    }),
    stop: () => {
      upgrades.stop();
      stopping.abort();
    },
  };
}
