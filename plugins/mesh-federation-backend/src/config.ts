import type { HumanDuration } from '@backstage/types';

/** The plugin's configuration with every default filled in. Read from key `meshFederation` in one place only. */
export interface MeshFederationConfig {
  readonly observation: {
    /** `schedule.frequency`, default 1 minute. */
    readonly frequency: HumanDuration;
    /** Whole observation of one cluster; default 30 seconds. */
    readonly clusterTimeoutMs: number;
    /** Each call; default 10 seconds. */
    readonly callTimeoutMs: number;
    /** Clusters observed side by side; default 8. */
    readonly concurrentClusters: number;
    /** Calls side by side to one cluster; default 6. */
    readonly concurrentCallsPerCluster: number;
  };
  readonly runs: {
    /** How long a gate waits before the run fails with what it waited for; default 5 minutes. */
    readonly gateTimeoutMs: number;
    /** A worker that has not been heard of for this long has lost its run; default 20 seconds. */
    readonly leaseMs: number;
  };
  /** Lifetime asked for the token of a remote secret; default 720 hours. */
  readonly tokenLifetimeSeconds: number;
  /** URL of a cluster's API server as the other clusters see it, by cluster name. */
  readonly apiServerUrls: Readonly<Record<string, string>>;
}
