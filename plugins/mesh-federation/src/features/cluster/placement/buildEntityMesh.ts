import type {
  ClusterName,
  ClusterOverview,
  EntityMesh,
  EntityPresence,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { peersOf, type Peer } from '../peers/peersOf';

export interface EntityMeshCluster {
  readonly name: ClusterName;
  readonly presence: EntityPresence;
  readonly overview?: ClusterOverview;
  readonly peers: readonly Peer[];
}

/**
 * The clusters where the entity runs, or may run: a cluster that was not observed is shown, because
 * nobody knows.
 */
export function buildEntityMesh(
  mesh: EntityMesh,
): readonly EntityMeshCluster[] {
  return mesh.presence
    .filter(({ presence }) => presence !== 'absent')
    .map(presence => ({
      name: presence.cluster,
      presence,
      overview: mesh.clusters.find(c => c.cluster.name === presence.cluster),
      peers: peersOf(presence.cluster, mesh),
    }));
}
