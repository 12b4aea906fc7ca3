import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { act, screen } from '@testing-library/react';
import { meshFederationApiRef } from '../api';
import plugin from '../plugin';

/** Loading the components of Backstage UI for the first time takes long. */
export const PATIENCE = { timeout: 30_000 };

/** A signal API whose signals a test sends itself. */
export class TestSignals implements SignalApi {
  readonly #subscribers = new Set<(message: never) => void>();

  subscribe(_channel: string, onMessage: (message: never) => void) {
    this.#subscribers.add(onMessage);
    return { unsubscribe: () => this.#subscribers.delete(onMessage) };
  }

  send(message: object): void {
    act(() => this.#subscribers.forEach(tell => tell(message as never)));
  }
}

/** Renders the plugin's page at a path in an app of the new frontend system. */
export async function renderPage(options: {
  readonly path: string;
  readonly api: MeshFederationApi;
  /** Names of permissions that the user lacks. */
  readonly denied?: readonly string[];
  readonly signals?: TestSignals;
}) {
  const { path, api, denied = [], signals = new TestSignals() } = options;
  const rendered = renderTestApp({
    extensions: [plugin.getExtension('page:mesh-federation')],
    initialRouteEntries: [path],
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
