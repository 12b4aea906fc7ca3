import type { Entity } from '@backstage/catalog-model';
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
import { Container, Grid, Text } from '@backstage/ui';
import { RiServerLine } from '@remixicon/react';
import { Route, Routes, useParams } from 'react-router-dom';
import plugin, { meshFederationApiRef } from '../src';
import { EntityMeshTab } from '../src/EntityMeshTab';
import { ClusterMeshCard } from '../src/features/cluster/mesh/ClusterMeshCard';
import { EntityReachabilityCard } from '../src/features/reachability/summary/EntityReachabilityCard';
import { SystemReachabilityCard } from '../src/features/reachability/system/SystemReachabilityCard';
import { demoApi } from './demoApi';

const demoModule = createFrontendModule({
  pluginId: 'mesh-federation',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: meshFederationApiRef,
          deps: {},
          factory: demoApi,
        }),
    }),
  ],
});

/** Stands for an entity of the catalog; its name chooses what the demo answers. */
function demoEntity(name: string): Entity {
  const isCluster = name.startsWith('cluster-');
  const component = name === 'system' ? 'System' : 'Component';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: isCluster ? 'Resource' : component,
    metadata: {
      name,
      annotations:
        name === 'no-annotation' ? {} : { 'backstage.io/kubernetes-id': name },
    },
    spec: { type: isCluster ? 'kubernetes-cluster' : 'service' },
  };
}

function DemoEntity() {
  const { name = 'orders' } = useParams();
  return (
    <EntityProvider entity={demoEntity(name)}>
      <Container py="6">
        <EntityMeshTab />
      </Container>
    </EntityProvider>
  );
}

/** The cards of several entities side by side. */
function DemoCards() {
  const cards = [
    ...['good', 'orders', 'mixed', 'dead', 'no-match', 'loading', 'error'].map(
      name => ({ name, card: <EntityReachabilityCard /> }),
    ),
    ...['good', 'troubled', 'silent', 'unknown', 'absent'].map(state => ({
      name: `cluster-${state}`,
      card: <ClusterMeshCard />,
    })),
    { name: 'system', card: <SystemReachabilityCard /> },
  ];
  return (
    <Container py="6">
      <Grid.Root columns={{ initial: '1', md: '3' }} gap="4">
        {cards.map(({ name, card }) => (
          <Grid.Item key={name}>
            <EntityProvider entity={demoEntity(name)}>{card}</EntityProvider>
          </Grid.Item>
        ))}
      </Grid.Root>
    </Container>
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
    PageBlueprint.make({
      name: 'cards',
      params: {
        path: '/cards',
        title: 'Cards',
        icon: <RiServerLine />,
        loader: async () => <DemoCards />,
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

createDevApp({ features: [plugin, demoModule, entityPlugin] });
