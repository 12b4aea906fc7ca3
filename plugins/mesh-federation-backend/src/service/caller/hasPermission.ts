import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { CallerOptions } from './CallerOptions';

/** Whether the caller has a permission. */
export async function hasPermission(
  permissions: PermissionsService,
  permission: BasicPermission,
  { credentials }: CallerOptions,
): Promise<boolean> {
  const [decision] = await permissions.authorize([{ permission }], {
    credentials,
  });
  return decision.result === AuthorizeResult.ALLOW;
}
