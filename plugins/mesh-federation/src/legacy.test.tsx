import type { Entity } from '@backstage/catalog-model';
import {
  AlertApiForwarder,
  FlatRoutes,
  createSpecializedApp,
} from '@backstage/core-app-api';
import {
  alertApiRef,
  createApiFactory,
  errorApiRef,
  storageApiRef,
  type IconComponent,
} from '@backstage/core-plugin-api';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  EntityLayout,
  EntitySwitch,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import {
  MockStarredEntitiesApi,
  catalogApiRef,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ScaffolderPage } from '@backstage/plugin-scaffolder';
import {
  ScaffolderFieldExtensions,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import { scaffolderApiMock } from '@backstage/plugin-scaffolder-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { MockErrorApi, mockApis } from '@backstage/test-utils';
import { UnifiedThemeProvider, themes } from '@backstage/theme';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route } from 'react-router-dom';
import { aClusterMesh } from './__testUtils__/aClusterMesh';
import { aMockApi } from './__testUtils__/aMockApi';
import { anEntityReachability } from './__testUtils__/anEntityReachability';
import {
  aClusterResource,
  aComponent,
  aSystem,
} from './__testUtils__/renderEntity';
import { PATIENCE } from './__testUtils__/renderPage';
import { meshFederationApiRef } from './api';
import {
  ClusterMeshCard,
  EntityMeshFederationContent,
  EntityReachabilityCard,
  MeshClusterPickerFieldExtension,
  MeshFederationPage,
  MeshFederationPickerFieldExtension,
  MeshTaskOutputs,
  SystemReachabilityCard,
  isClusterEntity,
  isMeshFederationAvailable,
  meshFederationPlugin,
} from './legacy';

const isKind = (kind: string) => (entity: Entity) => entity.kind === kind;
const NoIcon: IconComponent = () => null;
const icons = Object.fromEntries(
  [
    ...['api', 'component', 'domain', 'group', 'location', 'resource'],
    ...['system', 'template', 'user'],
  ].map(kind => [`kind:${kind}`, NoIcon]),
);

/** As the documentation tells the owner of an app to write it. */
const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <EntitySwitch>
        <EntitySwitch.Case if={isKind('Component')}>
          <EntityReachabilityCard />
        </EntitySwitch.Case>
        <EntitySwitch.Case if={isClusterEntity}>
          <ClusterMeshCard />
        </EntitySwitch.Case>
        <EntitySwitch.Case if={isKind('System')}>
          <SystemReachabilityCard />
        </EntitySwitch.Case>
      </EntitySwitch>
    </EntityLayout.Route>
    <EntityLayout.Route
      path="/mesh"
      title="Mesh"
      if={isMeshFederationAvailable}
    >
      <EntityMeshFederationContent />
    </EntityLayout.Route>
  </EntityLayout>
);

/** The form of a template with the fields of the plugin. */
const JOIN_FORM = {
  title: 'Join',
  steps: [
    {
      title: 'Which clusters',
      schema: {
        properties: {
          federation: {
            title: 'Federation',
            type: 'string',
            'ui:field': 'MeshFederationPicker',
          },
          clusters: {
            title: 'Clusters',
            type: 'array',
            items: { type: 'string' },
            'ui:field': 'MeshClusterPicker',
          },
        },
      },
    },
  ],
};

/** Opens an app of the old frontend system with the catalog and this plugin at an address. */
function openApp(path: string) {
  const api = aMockApi({
    getEntityMesh: async () => aClusterMesh(),
    getEntityReachability: async ({ kind }) =>
      anEntityReachability(
        kind === 'System'
          ? {
              parts: [
                {
                  entityRef: 'component:default/orders',
                  verdict: 'blocked',
                  summary: 'west does not trust the root of east.',
                },
              ],
            }
          : {},
      ),
  });
  const app = createSpecializedApp({
    apis: [
      createApiFactory(meshFederationApiRef, api),
      createApiFactory(
        catalogApiRef,
        catalogApiMock({ entities: [aComponent, aClusterResource, aSystem] }),
      ),
      createApiFactory(permissionApiRef, mockApis.permission()),
      createApiFactory(
        scaffolderApiRef,
        scaffolderApiMock.mock({
          getTemplateParameterSchema: async () => JOIN_FORM,
        }),
      ),
      createApiFactory(starredEntitiesApiRef, new MockStarredEntitiesApi()),
      createApiFactory(storageApiRef, mockApis.storage()),
      createApiFactory(errorApiRef, new MockErrorApi()),
      createApiFactory(alertApiRef, new AlertApiForwarder()),
    ],
    configLoader: async () => [],
    plugins: [catalogPlugin, meshFederationPlugin],
    icons: icons as Parameters<typeof createSpecializedApp>[0]['icons'],
    themes: [
      {
        id: 'light',
        title: 'Light',
        variant: 'light',
        Provider: ({ children }) => (
          <UnifiedThemeProvider theme={themes.light}>
            {children}
          </UnifiedThemeProvider>
        ),
      },
    ],
    components: {
      Progress: () => <p>Progress</p>,
      BootErrorPage: ({ error }) => <p>{String(error)}</p>,
      NotFoundErrorPage: () => <p>There is no such page</p>,
      ErrorBoundaryFallback: ({ error }) => <p>{String(error)}</p>,
      Router: ({ children }) => (
        <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
      ),
    },
  });
  const AppRouter = app.getRouter();
  const App = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/catalog" element={<CatalogIndexPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        >
          {entityPage}
        </Route>
        <Route path="/mesh-federation" element={<MeshFederationPage />} />
        <Route
          path="/task"
          element={
            <MeshTaskOutputs output={{ meshFederationPlanId: 'plan-1' }} />
          }
        />
        <Route path="/create" element={<ScaffolderPage />}>
          <ScaffolderFieldExtensions>
            <MeshClusterPickerFieldExtension />
            <MeshFederationPickerFieldExtension />
          </ScaffolderFieldExtensions>
        </Route>
      </FlatRoutes>
    </AppRouter>,
  );
  render(<App />);
}

describe('the plugin in an app of the old frontend system', () => {
  jest.setTimeout(180_000);

  it('provides its API', () => {
    expect([...meshFederationPlugin.getApis()].map(f => f.api)).toEqual([
      meshFederationApiRef,
    ]);
  });

  it.each([
    ['component/orders', 'From each cluster'],
    ['resource/east', 'Mesh'],
    ['system/shop', 'Components, worst first'],
  ])('shows the card on the overview of %s', async (entity, list) => {
    openApp(`/catalog/default/${entity}`);

    expect(
      await screen.findByRole('list', { name: list }, PATIENCE),
    ).toBeInTheDocument();
  });

  it('leads from the card to the tab', async () => {
    const user = userEvent.setup();
    openApp('/catalog/default/resource/east');

    await user.click(
      await screen.findByRole('link', { name: 'Open the Mesh tab' }, PATIENCE),
    );

    expect(
      await screen.findByRole('table', { name: 'Remote secrets' }, PATIENCE),
    ).toBeInTheDocument();
  });

  it.each([
    ['component/orders', /^orders is not reachable from west/],
    ['resource/east', /^east and west/],
  ])('opens the tab of %s at its address', async (entity, sentence) => {
    openApp(`/catalog/default/${entity}/mesh`);

    expect(
      (await screen.findAllByText(sentence, {}, PATIENCE)).length,
    ).toBeGreaterThan(0);
  });

  it('opens the page of the platform team', async () => {
    openApp('/mesh-federation/plans/plan-1');

    expect(
      await screen.findByRole('heading', { name: 'Plan for demo' }, PATIENCE),
    ).toBeInTheDocument();
  });

  it('fills in and checks the form of a template', async () => {
    const user = userEvent.setup();
    window.scrollTo = () => {};
    openApp('/create/templates/default/join');

    await user.type(
      await screen.findByRole('combobox', { name: 'Federation' }, PATIENCE),
      'Not A Name',
    );
    await user.tab();
    await user.click(
      await screen.findByRole('checkbox', { name: 'east' }, PATIENCE),
    );
    await user.click(screen.getByRole('button', { name: 'Review' }));

    expect(
      (await screen.findAllByText(/^Use lower-case letters/)).length,
    ).toBeGreaterThan(0);
  });

  it('shows the plan of a task', async () => {
    openApp('/task');

    expect(
      await screen.findByRole('heading', { name: 'Plan for demo' }, PATIENCE),
    ).toBeInTheDocument();
  });
});
