import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/**
 * Where a file of the task's workspace is.
 *
 * @throws InputError that names the input field `path` when it is outside.
 */
export function pathInWorkspace(workspacePath: string, path: string): string {
  try {
    return resolveSafeChildPath(workspacePath, path);
  } catch {
    throw new InputError(
      `path: '${path}' leads out of the workspace. Give one inside`,
    );
  }
}
