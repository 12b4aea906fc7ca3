import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallOptions, ClusterResult } from './ClusterClient';

export interface PodCommand {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
}

/**
 * Runs a command in a container and returns what it prints. Needs the right `create` (and `get`) on
 * `pods/exec`.
 */
export interface PodExec {
  run(
    command: PodCommand,
    options?: CallOptions,
  ): Promise<ClusterResult<string>>;
}
