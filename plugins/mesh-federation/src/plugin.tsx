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
import { MeshFederationClient } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiShareLine } from '@remixicon/react';
import { meshFederationApiRef } from './api';
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

const OF_A_CLUSTER = { kind: 'resource', 'spec.type': 'kubernetes-cluster' };

/** It is told how to name its Services, if it does not. */
const A_SERVICE = { kind: 'component', 'spec.type': 'service' };

const HAS_ID = {
  'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
};

const HAS_SELECTOR = {
  'metadata.annotations.backstage.io/kubernetes-label-selector': {
    $exists: true,
  },
};

const meshFederationEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/mesh',
    title: 'Mesh',
    group: 'operation',
    routeRef: entityContentRouteRef,
    filter: {
      $any: [HAS_ID, HAS_SELECTOR, A_SERVICE, OF_A_CLUSTER, { kind: 'system' }],
    },
    loader: () => import('./EntityMeshTab').then(m => <m.EntityMeshTab />),
  },
});

const reachabilityCard = EntityCardBlueprint.make({
  name: 'reachability',
  params: {
    filter: { $all: [{ kind: 'component' }, { $any: [HAS_ID, HAS_SELECTOR] }] },
    loader: () =>
      import('./features/reachability/summary/EntityReachabilityCard').then(
        m => <m.EntityReachabilityCard />,
      ),
  },
});

const clusterCard = EntityCardBlueprint.make({
  name: 'cluster',
  params: {
    filter: OF_A_CLUSTER,
    loader: () =>
      import('./features/cluster/ClusterMeshCard').then(m => (
        <m.ClusterMeshCard />
      )),
  },
});

const systemCard = EntityCardBlueprint.make({
  name: 'system',
  params: {
    filter: { kind: 'system' },
    loader: () =>
      import('./features/reachability/system/SystemReachabilityCard').then(
        m => <m.SystemReachabilityCard />,
      ),
  },
});

/**
 * Plugin of the new frontend system: the tab `Mesh` of an entity, the cards of its overview, the page `/mesh-federation` and the API client.
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
  ],
});
