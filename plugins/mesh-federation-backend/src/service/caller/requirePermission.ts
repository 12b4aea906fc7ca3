import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { CallerOptions } from './CallerOptions';

/**
 * Asks for a permission before anything else happens. The clusters are reached with the plugin's
 * own credentials, for which the Kubernetes proxy allows everything: this is the only gate.
 *
 * @throws NotAllowedError when the caller has not got it.
 */
export async function requirePermission(
  permissions: PermissionsService,
  permission: BasicPermission,
  { credentials }: CallerOptions,
): Promise<void> {
  const [decision] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(`Permission ${permission.name} is missing`);
  }
}
