import type {
  ClusterOverview,
  EntityMesh,
  Finding,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import type { CallerOptions } from '../caller/CallerOptions';

/** What is known of the mesh, as it was last observed. */
export interface MeshService {
  listClusters(options: CallerOptions): Promise<readonly ClusterOverview[]>;
  getTrust(options: CallerOptions): Promise<TrustReport>;
  listFindings(options: CallerOptions): Promise<readonly Finding[]>;
  getEntityMesh(
    entity: CompoundEntityRef,
    options: CallerOptions,
  ): Promise<EntityMesh>;
}
