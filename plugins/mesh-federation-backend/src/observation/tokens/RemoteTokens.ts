import type { RemoteSecret } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  CallOptions,
  ClusterClient,
  ClusterResult,
  KubernetesObject,
} from '../../kubernetes/ClusterClient';
import {
  decodeRemoteSecret,
  type RemoteSecretEntry,
} from '../../istio/read/discovery/remoteSecrets';
import { reviewToken } from '../../kubernetes/objects/reviewToken';

/**
 * The tokens of one cluster's remote secrets, for as long as its observation lasts. They can be
 * reviewed, but not read: no method returns one, and private fields appear in no JSON and no log.
 */
export class RemoteTokens {
  readonly #tokens = new Map<string, string>();

  /**
   * Takes the tokens out of the Secrets and returns what is public of them, sorted by Secret and
   * key.
   */
  take(secrets: readonly KubernetesObject[]): readonly RemoteSecretEntry[] {
    return [...secrets]
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .flatMap(decodeRemoteSecret)
      .map(({ entry, token }) => {
        if (token) {
          this.#tokens.set(keyOf(entry), token);
        }
        return entry;
      });
  }

  has(entry: RemoteSecretEntry): boolean {
    return this.#tokens.has(keyOf(entry));
  }

  /**
   * Asks a cluster whether it accepts the token of an entry. The caller has made sure that the
   * token was made for that cluster.
   */
  async review(
    entry: RemoteSecretEntry,
    issuer: ClusterClient,
    options: CallOptions,
  ): Promise<ClusterResult<'accepted' | 'rejected'>> {
    return reviewToken(issuer, this.#tokens.get(keyOf(entry)) ?? '', options);
  }
}

function keyOf(entry: Pick<RemoteSecret, 'secret' | 'clusterId'>): string {
  return `${entry.secret.namespace ?? ''}/${entry.secret.name}/${
    entry.clusterId
  }`;
}
