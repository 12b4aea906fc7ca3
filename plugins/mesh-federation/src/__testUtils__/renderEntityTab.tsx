import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { act, screen } from '@testing-library/react';
import { useLocation, useNavigate } from 'react-router-dom';
import { mutate } from 'swr';
import { meshFederationApiRef } from '../api';
import { EntityMeshFederationContent } from '../features/reachability/tab/EntityMeshFederationContent';
import { entityContentRouteRef, rootRouteRef } from '../routes';
import { aMockApi } from './aMockApi';
import { TestSignals } from './TestSignals';

const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: { 'backstage.io/kubernetes-id': 'orders' },
  },
};

/** Stands for the browser: its address and its Back button. */
function Browser() {
  const { search } = useLocation();
  const navigate = useNavigate();
  return (
    <header>
      <output aria-label="Address">{search}</output>
      <button onClick={() => navigate(-1)}>Back</button>
    </header>
  );
}

/** The query of the address that the browser shows. */
export function shownQuery(): Record<string, string> {
  const { textContent } = screen.getByRole('status', { name: 'Address' });
  return Object.fromEntries(new URLSearchParams(textContent ?? ''));
}

/**
 * Renders the content of an entity's tab in an app of the new frontend system, with the routes that
 * it links to.
 */
export async function renderEntityTab(
  options: {
    readonly answers?: Partial<MeshFederationApi>;
    readonly entity?: Entity;
    readonly query?: string;
    /** Names of permissions that the user lacks. */
    readonly denied?: readonly string[];
  } = {},
) {
  const { answers, entity = orders, query = '', denied = [] } = options;
  const api = aMockApi(answers);
  const signals = new TestSignals();
  // Answers about permissions are kept across tests; each has its own user.
  await mutate(() => true, undefined);
  // What the mocks answer at once is there when this returns.
  await act(async () => {
    renderInTestApp(
      <>
        <Browser />
        <EntityProvider entity={entity}>
          <EntityMeshFederationContent />
        </EntityProvider>
      </>,
      {
        initialRouteEntries: [`/${query}`],
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          // Routes of the test cannot hang below an entity's page.
          '/catalog/default/component/orders/mesh': entityContentRouteRef,
          '/mesh-federation': rootRouteRef,
        },
        apis: [
          [meshFederationApiRef, api],
          [signalApiRef, signals],
          mockApis.permission({
            authorize: ({ permission }) =>
              denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      },
    );
  });
  return { api, signals };
}
