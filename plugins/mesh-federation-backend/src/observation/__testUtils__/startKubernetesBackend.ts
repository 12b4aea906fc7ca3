import {
  coreServices,
  createBackendPlugin,
  type AuthService,
  type BackendFeature,
  type DiscoveryService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

/** What this plugin gets of a backend. */
export interface StartedBackend {
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
  readonly rootConfig: RootConfigService;
  readonly catalog: CatalogService;
}

/** A backend with the real Kubernetes plugin, seen from inside the plugin mesh-federation. */
export async function startKubernetesBackend(options: {
  readonly kubernetes: JsonObject;
  readonly entities?: readonly Entity[];
  readonly features?: readonly BackendFeature[];
}): Promise<StartedBackend> {
  let services: StartedBackend | undefined;
  const capture = createBackendPlugin({
    pluginId: 'mesh-federation',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          discovery: coreServices.discovery,
          rootConfig: coreServices.rootConfig,
          catalog: catalogServiceRef,
        },
        async init(deps) {
          services = deps;
        },
      });
    },
  });
  await startTestBackend({
    features: [
      capture,
      kubernetesPlugin,
      mockServices.rootConfig.factory({
        data: { kubernetes: options.kubernetes },
      }),
      catalogServiceMock.factory({ entities: [...(options.entities ?? [])] }),
      ...(options.features ?? []),
    ],
  });
  if (!services) {
    throw new Error('the backend did not start the plugin');
  }
  return services;
}
