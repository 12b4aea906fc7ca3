import {
  ROOT_ENDS_SOON_MS,
  renewBeforeMs,
  type ClusterName,
  type ClusterOverview,
  type Timestamp,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { isRevoked } from '../mesh/isRevoked';

/** Something that ends, and with it trust or endpoint discovery. */
export interface Ending {
  readonly cluster: ClusterName;
  readonly kind: 'root' | 'token';
  /** Fingerprint of the root, or name of the remote secret. */
  readonly name: string;
  readonly at: Timestamp;
  /** Less than this is soon, in milliseconds. */
  readonly soonMs: number;
  /** The cluster does not answer: it may have another one by now. */
  readonly stale: boolean;
}

/**
 * Roots and tokens of all clusters, what ends first first. A token that was revoked has ended, for
 * all that it says of itself.
 */
export function endingsOf(
  clusters: readonly ClusterOverview[],
): readonly Ending[] {
  return clusters
    .flatMap(({ cluster: { name: cluster }, stale, roots, remoteSecrets }) => [
      ...roots.map(
        ({ fingerprint, notAfter }): Ending => ({
          cluster,
          kind: 'root',
          name: fingerprint,
          at: notAfter,
          soonMs: ROOT_ENDS_SOON_MS,
          stale,
        }),
      ),
      ...remoteSecrets.flatMap((remoteSecret): Ending[] =>
        remoteSecret.tokenExpiresAt && !isRevoked(remoteSecret)
          ? [
              {
                cluster,
                kind: 'token',
                name: remoteSecret.secret.name,
                at: remoteSecret.tokenExpiresAt,
                soonMs: renewBeforeMs(remoteSecret),
                stale,
              },
            ]
          : [],
      ),
    ])
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
