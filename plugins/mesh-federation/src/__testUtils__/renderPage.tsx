import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { screen } from '@testing-library/react';
import { mutate } from 'swr';
import { meshFederationApiRef } from '../api';
import plugin from '../plugin';
import { TestSignals } from './TestSignals';

/** Loading the components of Backstage UI for the first time takes long. */
export const PATIENCE = { timeout: 30_000 };

/** Renders the plugin's page at a path in an app of the new frontend system. */
export async function renderPage(options: {
  readonly path: string;
  readonly api: MeshFederationApi;
  /** Names of permissions that the user lacks. */
  readonly denied?: readonly string[];
  readonly signals?: TestSignals;
}) {
  const { path, api, denied = [], signals = new TestSignals() } = options;
  // Answers about permissions are kept across tests; each has its own user.
  await mutate(() => true, undefined);
  const rendered = renderTestApp({
    extensions: [plugin.getExtension('page:mesh-federation')],
    initialRouteEntries: [path],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
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
  });
  await screen.findByRole(
    'heading',
    { level: 1, name: 'Mesh federation' },
    PATIENCE,
  );
  return rendered;
}
