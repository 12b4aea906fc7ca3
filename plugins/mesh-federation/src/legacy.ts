/**
 * The plugin for apps of the old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { MeshFederationClient } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationApiRef } from './api';
import { entityContentRouteRef, rootRouteRef } from './routes';

export { isMeshFederationAvailable } from './isMeshFederationAvailable';

/** Plugin of the old frontend system. */
export const meshFederationPlugin = createPlugin({
  id: 'mesh-federation',
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  apis: [
    createApiFactory({
      api: meshFederationApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new MeshFederationClient({ discoveryApi, fetchApi }),
    }),
  ],
});

/** Content of an entity's tab, to be put into an `EntityLayout.Route`. */
export const EntityMeshFederationContent = meshFederationPlugin.provide(
  createRoutableExtension({
    name: 'EntityMeshFederationContent',
    component: () =>
      import('./components/EntityMeshFederationContent').then(
        m => m.EntityMeshFederationContent,
      ),
    mountPoint: entityContentRouteRef,
  }),
);

/** The page of the platform team, to be put into a `Route` with the path `/mesh-federation`. */
export const MeshFederationPage = meshFederationPlugin.provide(
  createRoutableExtension({
    name: 'MeshFederationPage',
    component: () =>
      import('./components/MeshFederationPage').then(m => m.MeshFederationPage),
    mountPoint: rootRouteRef,
  }),
);
