import { EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  TestApiProvider,
  renderInTestApp,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { aMockApi } from './__testUtils__/aMockApi';
import { PATIENCE } from './__testUtils__/renderPage';
import { meshFederationApiRef } from './api';
import {
  EntityMeshFederationContent,
  MeshFederationPage,
  meshFederationPlugin,
} from './legacy';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'web' },
};

describe('the plugin in an app of the old frontend system', () => {
  jest.setTimeout(120_000);

  const apis = () =>
    [
      [meshFederationApiRef, aMockApi()],
      [permissionApiRef, mockApis.permission()],
    ] as const;

  it('provides its API', () => {
    expect([...meshFederationPlugin.getApis()].map(f => f.api)).toEqual([
      meshFederationApiRef,
    ]);
  });

  it('renders the content of the tab', async () => {
    await renderInTestApp(
      <TestApiProvider apis={apis()}>
        <EntityProvider entity={entity}>
          <Routes>
            <Route path="/" element={<EntityMeshFederationContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
    );

    expect(
      await screen.findByRole('article', { name: 'east' }, PATIENCE),
    ).toBeInTheDocument();
  });

  it('renders the page with its deep links', async () => {
    await renderInTestApp(
      <TestApiProvider apis={apis()}>
        <Routes>
          <Route path="/mesh-federation/*" element={<MeshFederationPage />} />
        </Routes>
      </TestApiProvider>,
      { routeEntries: ['/mesh-federation/plans/plan-1'] },
    );

    expect(
      await screen.findByRole('heading', { name: 'Plan for demo' }, PATIENCE),
    ).toBeInTheDocument();
  });
});
