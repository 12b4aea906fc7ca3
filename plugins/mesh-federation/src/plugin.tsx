import { isComponentEntity, isSystemEntity } from '@backstage/catalog-model';
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  FormFieldBlueprint,
  scaffolderTemplateOutputsBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import {
  MeshFederationClient,
  isClusterEntity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiShareLine } from '@remixicon/react';
import { Suspense, lazy } from 'react';
import { z } from 'zod/v4';
import { meshFederationApiRef } from './api';
import { namesKubernetesObjects } from './features/reachability/match/namesKubernetesObjects';
import { isMeshFederationAvailable } from './isMeshFederationAvailable';
import { entityContentRouteRef, rootRouteRef } from './routes';

const meshFederationApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: meshFederationApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new MeshFederationClient({ discoveryApi, fetchApi }),
    }),
});

const meshFederationPage = PageBlueprint.make({
  params: {
    path: '/mesh-federation',
    title: 'Mesh federation',
    icon: <RiShareLine />,
    routeRef: rootRouteRef,
    // The page renders the header itself: its deep links are not tabs.
    noHeader: true,
    loader: () =>
      import('./MeshFederationPage').then(m => <m.MeshFederationPage />),
  },
});

const meshFederationEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/mesh',
    title: 'Mesh',
    group: 'operation',
    routeRef: entityContentRouteRef,
    filter: isMeshFederationAvailable,
    loader: () => import('./EntityMeshTab').then(m => <m.EntityMeshTab />),
  },
});

const reachabilityCard = EntityCardBlueprint.make({
  name: 'reachability',
  params: {
    filter: entity =>
      isComponentEntity(entity) && namesKubernetesObjects(entity),
    loader: () =>
      import('./features/reachability/summary/EntityReachabilityCard').then(
        m => <m.EntityReachabilityCard />,
      ),
  },
});

const clusterCard = EntityCardBlueprint.make({
  name: 'cluster',
  params: {
    filter: isClusterEntity,
    loader: () =>
      import('./features/cluster/mesh/ClusterMeshCard').then(m => (
        <m.ClusterMeshCard />
      )),
  },
});

const systemCard = EntityCardBlueprint.make({
  name: 'system',
  params: {
    filter: isSystemEntity,
    loader: () =>
      import('./features/reachability/system/SystemReachabilityCard').then(
        m => <m.SystemReachabilityCard />,
      ),
  },
});

const clusterPicker = FormFieldBlueprint.make({
  name: 'cluster-picker',
  params: {
    field: () =>
      import('./scaffolder/formFields').then(m => m.clusterPickerField),
  },
});

const federationPicker = FormFieldBlueprint.make({
  name: 'federation-picker',
  params: {
    field: () =>
      import('./scaffolder/formFields').then(m => m.federationPickerField),
  },
});

const TaskOutputs = lazy(() =>
  import('./scaffolder/MeshTaskOutputs').then(m => ({
    default: m.MeshTaskOutputs,
  })),
);

const taskOutputs = scaffolderTemplateOutputsBlueprint.makeWithOverrides({
  configSchema: {
    templateRefs: z
      .array(z.string())
      .default([])
      .describe('Entity refs of the templates whose tasks show the run.'),
  },
  factory: (originalFactory, { config }) =>
    originalFactory({
      component: props => (
        <Suspense>
          <TaskOutputs {...props} />
        </Suspense>
      ),
      templateRefs: config.templateRefs,
    }),
});

/**
 * Plugin of the new frontend system: the tab `Mesh` of an entity, the cards of its overview, the
 * page `/mesh-federation`, the fields for forms of software templates and the API client.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'mesh-federation',
  title: 'Mesh federation',
  icon: <RiShareLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  extensions: [
    meshFederationApi,
    meshFederationPage,
    meshFederationEntityContent,
    reachabilityCard,
    clusterCard,
    systemCard,
    clusterPicker,
    federationPicker,
    taskOutputs,
  ],
});
