import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendModule,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Container, Text } from '@backstage/ui';
import { RiServerLine } from '@remixicon/react';
import { Route, Routes, useParams } from 'react-router-dom';
import plugin, { meshFederationApiRef } from '../src';
import { EntityMeshFederationContent } from '../src/components/EntityMeshFederationContent';
import { DemoMeshFederationApi } from './DemoMeshFederationApi';

const demoApi = createFrontendModule({
  pluginId: 'mesh-federation',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: meshFederationApiRef,
          deps: {},
          factory: () => new DemoMeshFederationApi(),
        }),
    }),
  ],
});

/** Stands for an entity of the catalog; its name chooses what the demo answers. */
function DemoEntity() {
  const { name = 'orders' } = useParams();
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: name === 'system' ? 'System' : 'Component',
    metadata: {
      name,
      annotations: { 'backstage.io/kubernetes-id': name },
    },
  };
  return (
    <EntityProvider entity={entity}>
      <Container py="6">
        <EntityMeshFederationContent />
      </Container>
    </EntityProvider>
  );
}

/** Stands for the catalog: shows the tab of one entity. */
const entityPlugin = createFrontendPlugin({
  pluginId: 'demo-entity',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/entity',
        title: 'Entity tab',
        icon: <RiServerLine />,
        loader: async () => (
          <Routes>
            <Route path="/" element={<DemoEntity />} />
            <Route path="/:name" element={<DemoEntity />} />
          </Routes>
        ),
      },
    }),
    // Links to entities need the route of the catalog.
    PageBlueprint.make({
      name: 'catalog-entity',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => <Text>The page of an entity</Text>,
      },
    }),
  ],
});

createDevApp({ features: [plugin, demoApi, entityPlugin] });
