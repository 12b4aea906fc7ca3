import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendModule,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { Container } from '@backstage/ui';
import { RiServerLine } from '@remixicon/react';
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

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'web',
    annotations: { 'backstage.io/kubernetes-id': 'web' },
  },
};

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
          <EntityProvider entity={entity}>
            <Container py="6">
              <EntityMeshFederationContent />
            </Container>
          </EntityProvider>
        ),
      },
    }),
  ],
});

createDevApp({ features: [plugin, demoApi, entityPlugin] });
