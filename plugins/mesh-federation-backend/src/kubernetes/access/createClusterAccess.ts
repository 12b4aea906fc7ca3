import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { MeshFederationConfig } from '../../config';
import type { ClusterClients } from '../ClusterClient';
import { ClusterConnections } from '../client/ClusterConnections';
import type { PodExec } from '../PodExec';
import type { PodHttp } from '../PodHttp';
import { pluginTokenSource } from '../client/PluginToken';
import { ProxyClusterClients } from '../client/ProxyClusterClients';
import { ProxyPodExec } from '../upgrades/ProxyPodExec';
import { ProxyPodHttp } from '../upgrades/ProxyPodHttp';
import { ProxyTransport } from '../client/ProxyTransport';
import { ProxyUpgrades } from '../upgrades/ProxyUpgrades';

/**
 * The configuration of a proxy in a mesh of thousands of Services stays below; a longer answer is
 * refused.
 */
const MAX_DUMP_BYTES = 32 * 1024 * 1024;

/** Everything that reaches clusters, made of one set of connections. */
export interface ClusterAccess {
  readonly clients: ClusterClients;
  readonly exec: PodExec;
  readonly podHttp: PodHttp;
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
    podHttp: new ProxyPodHttp({
      connections,
      upgrades,
      deadlineMs: callTimeoutMs,
      maxBytes: MAX_DUMP_BYTES,
      stopped,
    }),
    stop: () => {
      upgrades.stop();
      stopping.abort();
    },
  };
}
