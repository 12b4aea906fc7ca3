import {
  optional,
  type ClusterName,
  type ClusterState,
  type UnknownReason,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ApiServerIdentity } from '../../istio/read/discovery/isIssuer';

/** What is needed of a cluster to know whether a remote secret points at it. */
export interface TokenIssuer extends ApiServerIdentity {
  readonly cluster: ClusterName;
  /** Why it need not be asked: its API server has just not answered. */
  readonly unanswered?: UnknownReason;
}

/** What a state tells of its cluster as an issuer. */
export function issuerOf(state: ClusterState): TokenIssuer {
  return {
    cluster: state.cluster,
    caFingerprints: state.apiServer.caFingerprints,
    ...optional({ url: state.apiServer.url || undefined }),
  };
}
