import {
  observed,
  unknown,
  type ClusterState,
  type Observed,
  type RemoteSecret,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  CallOptions,
  ClusterClients,
} from '../../kubernetes/ClusterClient';
import { isIssuer } from '../../istio/read/discovery/isIssuer';
import type { RemoteTokens } from './RemoteTokens';
import type { TokenIssuer } from './TokenIssuer';

/**
 * Asks for each remote secret the cluster that it points at whether it still accepts the token:
 * istiod says `synced` long after a token was revoked. A token is only ever sent to a cluster at
 * the address that the secret itself names and with the CA that it trusts: the CA alone is what a
 * cluster says of itself, and every administrator of one can name another's.
 */
export async function reviewTokens(input: {
  readonly state: ClusterState;
  readonly tokens: RemoteTokens;
  readonly issuers: readonly TokenIssuer[];
  readonly clients: ClusterClients;
  readonly now: () => Date;
  readonly options: CallOptions;
}): Promise<ClusterState> {
  const { state } = input;
  if (state.remoteSecrets.status !== 'observed') {
    return state;
  }
  const value = await Promise.all(
    state.remoteSecrets.value.map(async secret => ({
      ...secret,
      token: await reviewToken(input, secret),
    })),
  );
  return { ...state, remoteSecrets: { ...state.remoteSecrets, value } };
}

async function reviewToken(
  input: Parameters<typeof reviewTokens>[0],
  secret: RemoteSecret,
): Promise<RemoteSecret['token']> {
  const time = input.now().toISOString();
  const notReviewed = (message: string): Observed<'accepted' | 'rejected'> =>
    unknown({ kind: 'not-observed', message }, time);
  if (!input.tokens.has(secret)) {
    return notReviewed('the secret holds no token');
  }
  const issuers = issuersOf(
    secret,
    input.issuers.filter(({ cluster }) => cluster !== input.state.cluster),
  );
  if (issuers.length === 0) {
    return notReviewed(
      `no other cluster of the inventory is known to have the address ${secret.server} and the CA that the secret trusts`,
    );
  }
  if (issuers.length > 1) {
    return notReviewed(
      `several clusters have the address and the CA of the secret: ${issuers
        .map(({ cluster }) => cluster)
        .join(', ')}`,
    );
  }
  const [issuer] = issuers;
  if (issuer.unanswered) {
    return unknown(issuer.unanswered, time);
  }
  const answer = await input.tokens.review(
    secret,
    input.clients.forCluster(issuer.cluster),
    input.options,
  );
  return answer.ok
    ? observed(answer.value, time)
    : unknown(answer.error.reason, time);
}

/** The clusters at the secret's address and with its CA. */
function issuersOf(
  secret: RemoteSecret,
  known: readonly TokenIssuer[],
): readonly TokenIssuer[] {
  return known.filter(issuer => isIssuer(secret, issuer));
}
