import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallOptions, ClusterResult } from './ClusterClient';

export interface PodHttpQuestion {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly pod: string;
  /** On which the Pod listens, also if on its loopback address alone. */
  readonly port: number;
  /** Path and query. */
  readonly path: string;
}

export interface PodHttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks a Pod over HTTP by a port-forward, so that the request arrives from the Pod's own loopback
 * address. Needs the right `create` (and `get`) on `pods/portforward` in the Pod's namespace.
 */
export interface PodHttp {
  /** Never throws: what failed is a value. An answer of any status is an answer. */
  get(
    question: PodHttpQuestion,
    options?: CallOptions,
  ): Promise<ClusterResult<PodHttpAnswer>>;
}
