import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { CallerOptions } from './CallerOptions';
import { hasPermission } from './hasPermission';

/**
 * Asks for a permission before anything else happens. The clusters are reached with the plugin's
 * own credentials, for which the Kubernetes proxy allows everything: this is the only gate.
 *
 * @throws NotAllowedError when the caller has not got it.
 */
export async function requirePermission(
  permissions: PermissionsService,
  permission: BasicPermission,
  caller: CallerOptions,
): Promise<void> {
  if (!(await hasPermission(permissions, permission, caller))) {
    throw new NotAllowedError(`Permission ${permission.name} is missing`);
  }
}
