import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createPageLinks } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { setTimeout } from 'node:timers/promises';
import { createCatalogInfoAction } from './catalog/createCatalogInfoAction';
import type { ActionTools } from './connect/ActionTools';
import { createConnect } from './connect/createConnect';
import { createPlanAction } from './plan/createPlanAction';
import { createPreflightAction } from './preflight/createPreflightAction';
import { createProposeAction } from './propose/createProposeAction';
import { createLeaveAction } from './run/createLeaveAction';
import { createStartAction } from './run/createStartAction';
import { createWaitAction } from './run/createWaitAction';
import { createVerifyAction } from './verify/createVerifyAction';

/**
 * Actions of mesh federation for software templates.
 *
 * @public
 */
export const scaffolderModuleMeshFederation = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'mesh-federation',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, catalog, config, discovery }) {
        const tools: ActionTools = {
          connect: createConnect({ auth, discovery, fetch }),
          links: createPageLinks(config.getString('app.baseUrl')),
          clock: {
            now: Date.now,
            pause: (milliseconds, signal) =>
              setTimeout(milliseconds, undefined, signal ? { signal } : {}),
          },
        };
        actions.addActions(
          createCatalogInfoAction({ ...tools, catalog }),
          createPreflightAction(tools),
          createPlanAction(tools),
          createStartAction(tools),
          createWaitAction(tools),
          createVerifyAction(tools),
          createLeaveAction(tools),
          createProposeAction(),
        );
      },
    });
  },
});
