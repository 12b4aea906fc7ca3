import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Which clusters do not answer the calls of a run, and since when. */
export class ClusterSilences {
  readonly #since = new Map<ClusterName, Date>();

  /** A call that began at `begun` got no answer. */
  silent(cluster: ClusterName, begun: Date): void {
    if (!this.#since.has(cluster)) {
      this.#since.set(cluster, begun);
    }
  }

  answered(cluster: ClusterName): void {
    this.#since.delete(cluster);
  }

  /** Absent when the cluster answered the newest call. */
  since(cluster: ClusterName): Date | undefined {
    return this.#since.get(cluster);
  }
}
