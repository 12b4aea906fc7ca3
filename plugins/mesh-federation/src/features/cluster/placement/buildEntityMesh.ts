import type {
  ClusterName,
  ClusterOverview,
  DiscoveryRelation,
  EntityMesh,
  EntityPresence,
  TrustRelation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What is known between the entity's cluster and another one, in both directions. Absent facts are unknown. */
export interface EntityMeshPeer {
  readonly peer: ClusterName;
  readonly verifies?: TrustRelation;
  readonly verifiedBy?: TrustRelation;
  readonly reads?: DiscoveryRelation;
  readonly readBy?: DiscoveryRelation;
}

export interface EntityMeshCluster {
  readonly name: ClusterName;
  readonly presence: EntityPresence;
  readonly overview?: ClusterOverview;
  readonly peers: readonly EntityMeshPeer[];
}

function peersOf(
  cluster: ClusterName,
  mesh: EntityMesh,
): readonly EntityMeshPeer[] {
  const names = new Set([
    ...mesh.trust
      .filter(r => r.from === cluster || r.to === cluster)
      .flatMap(r => [r.from, r.to]),
    ...mesh.discovery
      .filter(r => r.in === cluster || r.for === cluster)
      .flatMap(r => [r.in, r.for]),
  ]);
  names.delete(cluster);
  return [...names].sort().map(peer => ({
    peer,
    verifies: mesh.trust.find(r => r.from === cluster && r.to === peer),
    verifiedBy: mesh.trust.find(r => r.from === peer && r.to === cluster),
    reads: mesh.discovery.find(r => r.in === cluster && r.for === peer),
    readBy: mesh.discovery.find(r => r.in === peer && r.for === cluster),
  }));
}

/** The clusters where the entity runs, or may run: a cluster that was not observed is shown, because nobody knows. */
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
