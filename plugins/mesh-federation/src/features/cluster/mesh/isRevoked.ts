import type { RemoteSecret } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Whether a token was rejected although it had time left: how long it lasts by its own words then
 * says nothing, and looks like health.
 */
export function isRevoked({
  token,
  tokenExpiresAt,
}: Pick<RemoteSecret, 'token' | 'tokenExpiresAt'>): boolean {
  return (
    token.status === 'observed' &&
    token.value === 'rejected' &&
    (tokenExpiresAt === undefined ||
      Date.parse(tokenExpiresAt) > Date.parse(token.at))
  );
}
