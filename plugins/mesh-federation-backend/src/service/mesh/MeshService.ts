import type {
  ClusterOverview,
  EntityMesh,
  Finding,
  Paged,
  PageRequest,
  TrustPage,
  TrustReport,
  WitnessReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import type { CallerOptions } from '../caller/CallerOptions';

/** What is known of the mesh, as it was last observed. */
export interface MeshService {
  listClusters(
    page: PageRequest,
    options: CallerOptions,
  ): Promise<Paged<ClusterOverview>>;
  /** Trust and discovery of every ordered pair of clusters. */
  getTrust(options: CallerOptions): Promise<TrustReport>;
  /** As `getTrust`, page by page. */
  listTrust(page: PageRequest, options: CallerOptions): Promise<TrustPage>;
  listFindings(
    page: PageRequest,
    options: CallerOptions,
  ): Promise<Paged<Finding>>;
  /** What istiod made of the answers about all workloads, asked in the background. */
  getWitness(options: CallerOptions): Promise<WitnessReport>;
  /**
   * What the caller may know of an entity's mesh: with `seesTopology` all that is known of the
   * clusters in which it runs; without, what concerns the entity itself. Throws `NotAllowedError`
   * for an entity that calls itself a cluster and is not the one that the inventory names for it.
   */
  getEntityMesh(
    entity: CompoundEntityRef,
    options: CallerOptions & { readonly seesTopology?: boolean },
  ): Promise<EntityMesh>;
}
