/**
 * The plugin for apps of the old frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { MeshFederationClient } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationApiRef } from './api';
import { entityContentRouteRef, rootRouteRef } from './routes';
import {
  clusterPickerSchema,
  federationPickerSchema,
} from './scaffolder/fieldSchemas';
import { MeshClusterPicker } from './scaffolder/MeshClusterPicker';
import { MeshFederationPicker } from './scaffolder/MeshFederationPicker';
import { validateClusters } from './scaffolder/validateClusters';
import { validateFederation } from './scaffolder/validateFederation';

export { isMeshFederationAvailable } from './isMeshFederationAvailable';
export { isClusterEntity } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Plugin of the old frontend system.
 *
 * @public
 */
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

/**
 * Content of an entity's tab, to be put into an `EntityLayout.Route`.
 *
 * @public
 */
export const EntityMeshFederationContent = meshFederationPlugin.provide(
  createRoutableExtension({
    name: 'EntityMeshFederationContent',
    component: () => import('./EntityMeshTab').then(m => m.EntityMeshTab),
    mountPoint: entityContentRouteRef,
  }),
);

/**
 * The page of the platform team, to be put into a `Route` with the path `/mesh-federation`.
 *
 * @public
 */
export const MeshFederationPage = meshFederationPlugin.provide(
  createRoutableExtension({
    name: 'MeshFederationPage',
    component: () =>
      import('./MeshFederationPage').then(m => m.MeshFederationPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * Card for the overview of a component that names its Kubernetes objects: from where it is
 * reachable.
 *
 * @public
 */
export const EntityReachabilityCard = meshFederationPlugin.provide(
  createComponentExtension({
    name: 'EntityReachabilityCard',
    component: {
      lazy: () =>
        import('./features/reachability/summary/EntityReachabilityCard').then(
          m => m.EntityReachabilityCard,
        ),
    },
  }),
);

/**
 * Card for the overview of a Resource of type `kubernetes-cluster`: its trusted peers, what ends
 * first, what is wrong.
 *
 * @public
 */
export const ClusterMeshCard = meshFederationPlugin.provide(
  createComponentExtension({
    name: 'ClusterMeshCard',
    component: {
      lazy: () =>
        import('./features/cluster/mesh/ClusterMeshCard').then(
          m => m.ClusterMeshCard,
        ),
    },
  }),
);

/**
 * Card for the overview of a System: its components, worst first.
 *
 * @public
 */
export const SystemReachabilityCard = meshFederationPlugin.provide(
  createComponentExtension({
    name: 'SystemReachabilityCard',
    component: {
      lazy: () =>
        import('./features/reachability/system/SystemReachabilityCard').then(
          m => m.SystemReachabilityCard,
        ),
    },
  }),
);

/**
 * Field `MeshClusterPicker` for forms of software templates, to be put into
 * `ScaffolderFieldExtensions`.
 *
 * @public
 */
export const MeshClusterPickerFieldExtension = meshFederationPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshClusterPicker',
    component: MeshClusterPicker,
    validation: validateClusters,
    schema: clusterPickerSchema.schema,
  }),
);

/**
 * Field `MeshFederationPicker` for forms of software templates, to be put into
 * `ScaffolderFieldExtensions`.
 *
 * @public
 */
export const MeshFederationPickerFieldExtension = meshFederationPlugin.provide(
  createScaffolderFieldExtension({
    name: 'MeshFederationPicker',
    component: MeshFederationPicker,
    validation: validateFederation,
    schema: federationPickerSchema.schema,
  }),
);

/**
 * What a task shows below its steps: its run while it lasts and what was proven afterwards, then
 * links and texts as for any template. To be given to the `ScaffolderPage` as
 * `components.EXPERIMENTAL_TemplateOutputsComponent`.
 *
 * @public
 */
export const MeshTaskOutputs = meshFederationPlugin.provide(
  createComponentExtension({
    name: 'MeshTaskOutputs',
    component: {
      lazy: () =>
        import('./scaffolder/MeshTaskOutputs').then(m => m.MeshTaskOutputs),
    },
  }),
);
