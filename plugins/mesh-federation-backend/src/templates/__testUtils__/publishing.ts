import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Life } from './Life';
import type { World } from './World';

/**
 * Takes the place of GitHub's action: as there, a repository that has its first commit takes no
 * other (plugin-scaffolder-node initRepoAndPush, which does not force).
 */
export function publishing(world: World, life: Life) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'publishing',
    register(env) {
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(
            createTemplateAction({
              id: 'publish:github',
              schema: {
                input: {
                  repoUrl: z => z.string(),
                  description: z => z.string(),
                  defaultBranch: z => z.string(),
                },
                output: { repoContentsUrl: z => z.string() },
              },
              async handler(ctx) {
                const file = resolve(ctx.workspacePath, 'catalog-info.yaml');
                await life.guard('push', async () => {
                  if (world.pushes.length > 0) {
                    throw new Error('Push rejected: not a fast-forward');
                  }
                  world.pushes.push(readFileSync(file, 'utf8'));
                });
                ctx.output('repoContentsUrl', 'https://git.example/blob/main');
              },
            }),
          );
        },
      });
    },
  });
}
