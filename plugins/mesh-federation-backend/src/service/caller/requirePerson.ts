import { NotAllowedError } from '@backstage/errors';
import { callerName } from './callerName';
import type { CallerOptions } from './CallerOptions';

/**
 * Backstage grants every permission to a service, so that no policy holds one back. What changes
 * something is for signed-in people, and for the services that the configuration lists. A service
 * that acts for a user has the credentials of that user.
 *
 * @throws NotAllowedError for any other service.
 */
export function requirePerson(
  { credentials }: CallerOptions,
  services: readonly string[],
): void {
  const { type } = credentials.principal as { readonly type?: unknown };
  const name = callerName(credentials);
  if (type !== 'user' && !services.includes(name)) {
    throw new NotAllowedError(
      `${name} is a service and may change nothing: meshFederation.changes.services does not list it`,
    );
  }
}
