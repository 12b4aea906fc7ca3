import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderModuleMeshFederation } from '../module';

/** The actions that the module adds to a scaffolder. */
export async function moduleActions(): Promise<readonly TemplateAction[]> {
  const actions: TemplateAction[] = [];
  await startTestBackend({
    features: [
      scaffolderModuleMeshFederation,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'https://backstage.example' } },
      }),
    ],
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        {
          addActions: (...added: unknown[]) =>
            void actions.push(...(added as TemplateAction[])),
        },
      ],
    ],
  });
  return actions;
}
