import { InputError } from '@backstage/errors';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathInWorkspace } from './pathInWorkspace';

/**
 * Writes a file into the task's workspace, for the actions that publish it. Another one of this
 * name is never written over; the same one is left, as when a step is tried again.
 *
 * @throws InputError that names the input field `path`.
 */
export async function writeWorkspaceFile(
  workspacePath: string,
  path: string,
  content: string,
): Promise<void> {
  const file = pathInWorkspace(workspacePath, path);
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, content, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if ((await readFile(file, 'utf8')) !== content) {
      throw new InputError(
        `path: '${path}' is in the workspace already, with other content. Give another path`,
      );
    }
  }
}
