import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  MeshFederationClient,
  type MeshFederationApi,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The API with the catalog's own credentials: a service may read, and change nothing. */
export function connectToBackend(options: {
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
  readonly signal: AbortSignal;
}): MeshFederationApi {
  const { auth, discovery, signal } = options;
  return new MeshFederationClient({
    discoveryApi: discovery,
    fetchApi: {
      fetch: async (url, init) => {
        const { token } = await auth.getPluginRequestToken({
          onBehalfOf: await auth.getOwnServiceCredentials(),
          targetPluginId: 'mesh-federation',
        });
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return fetch(url, { ...init, headers, signal });
      },
    },
  });
}
