import { NotFoundError } from '@backstage/errors';
import type {
  Federation,
  MeshFederationApi,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The federation of a name; nothing where there is none yet. */
export async function findFederation(
  api: MeshFederationApi,
  name: string,
): Promise<Federation | undefined> {
  try {
    return await api.getFederation(name);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
