import type { AuthService } from '@backstage/backend-plugin-api';
import { numberOf } from '../objects/json';
import { tokenClaims } from '../objects/tokenClaims';

/** A token is not used any more when it expires within this time. */
const EXPIRY_MARGIN_MS = 60_000;

/** Source of the token with which this plugin calls Backstage's Kubernetes backend. */
export type PluginTokenSource = () => Promise<string>;

/**
 * The plugin's own token for the Kubernetes backend, asked for anew shortly before it expires. A
 * token whose expiry cannot be read is asked for each time.
 */
export function pluginTokenSource(options: {
  readonly auth: AuthService;
  readonly now?: () => number;
}): PluginTokenSource {
  const now = options.now ?? Date.now;
  let cached: { token: string; usableUntil: number } | undefined;
  return async () => {
    if (cached && now() < cached.usableUntil) {
      return cached.token;
    }
    const { token } = await options.auth.getPluginRequestToken({
      onBehalfOf: await options.auth.getOwnServiceCredentials(),
      targetPluginId: 'kubernetes',
    });
    const expiresAt = expiryOf(token);
    cached =
      expiresAt === undefined
        ? undefined
        : { token, usableUntil: expiresAt - EXPIRY_MARGIN_MS };
    return token;
  };
}

function expiryOf(token: string): number | undefined {
  const expires = numberOf(tokenClaims(token).exp);
  return expires === undefined ? undefined : expires * 1000;
}
