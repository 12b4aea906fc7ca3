import { createApiRef } from '@backstage/frontend-plugin-api';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * The plugin's HTTP API. Replace it to test components or to talk to another backend.
 *
 * @public
 */
export const meshFederationApiRef = createApiRef<MeshFederationApi>().with({
  id: 'plugin.mesh-federation.service',
  pluginId: 'mesh-federation',
});
