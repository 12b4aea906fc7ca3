import type { RemoteSecret } from './cluster/cluster';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * How long a token was granted for, in milliseconds; absent when it does not say.
 *
 * @public
 */
export function grantedLifeMs(
  secret: Pick<RemoteSecret, 'tokenIssuedAt' | 'tokenExpiresAt'>,
): number | undefined {
  const { tokenIssuedAt, tokenExpiresAt } = secret;
  return tokenIssuedAt === undefined || tokenExpiresAt === undefined
    ? undefined
    : Date.parse(tokenExpiresAt) - Date.parse(tokenIssuedAt);
}

/**
 * How long before its end a token is reported and renewed: 7 days, or a third of its life when an
 * API server grants less than three weeks. Otherwise a short token would be due at once, for ever.
 *
 * @public
 */
export function renewBeforeMs(
  secret: Pick<RemoteSecret, 'tokenIssuedAt' | 'tokenExpiresAt'>,
): number {
  return Math.min(WEEK_MS, (grantedLifeMs(secret) ?? Infinity) / 3);
}

/**
 * A root that ends within 30 days is reported.
 *
 * @public
 */
export const ROOT_ENDS_SOON_MS = 30 * 24 * 60 * 60 * 1000;
