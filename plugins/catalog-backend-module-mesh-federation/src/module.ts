import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  clusterEntitiesByName,
  createPageLinks,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { connectToBackend } from './connectToBackend';
import { federationEntity } from './federationEntity';
import { FederationRelationsProcessor } from './FederationRelationsProcessor';
import { MeshFederationEntityProvider } from './MeshFederationEntityProvider';
import { readConfig } from './readConfig';
import { readFederations } from './readFederations';

/**
 * Keeps the mesh federations in the catalog.
 *
 * @public
 */
export const catalogModuleMeshFederation = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'mesh-federation',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, config, discovery, logger, processing } = deps;
        const { defaultOwner, schedule } = readConfig(config);
        const links = createPageLinks(config.getString('app.baseUrl'));

        async function read(signal: AbortSignal) {
          const federations = await readFederations(
            connectToBackend({ auth, discovery, signal }),
          );
          const { items } = await catalog.getEntities(
            {
              filter: { kind: 'Resource', 'spec.type': 'kubernetes-cluster' },
              fields: [
                'kind',
                'metadata.name',
                'metadata.namespace',
                'relations',
              ],
            },
            { credentials: await auth.getOwnServiceCredentials() },
          );
          const clusters = clusterEntitiesByName(items);
          return federations.map(federation =>
            federationEntity(federation, { clusters, links, defaultOwner }),
          );
        }

        processing.addProcessor(new FederationRelationsProcessor());
        processing.addEntityProvider(
          new MeshFederationEntityProvider({
            schedule: deps.scheduler.createScheduledTaskRunner(schedule),
            logger,
            read,
          }),
        );
      },
    });
  },
});
