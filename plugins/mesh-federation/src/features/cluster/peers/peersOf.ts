import {
  compareStrings,
  type ClusterName,
  type DiscoveryRelation,
  type EntityMesh,
  type TrustRelation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * What is known between a cluster and another one, in both directions. Absent facts are unknown.
 */
export interface Peer {
  readonly name: ClusterName;
  readonly verifies?: TrustRelation;
  readonly verifiedBy?: TrustRelation;
  readonly reads?: DiscoveryRelation;
  readonly readBy?: DiscoveryRelation;
}

/** The other clusters of which something was reported together with this one, by name. */
export function peersOf(
  cluster: ClusterName,
  { trust, discovery }: Pick<EntityMesh, 'trust' | 'discovery'>,
): readonly Peer[] {
  const pairs = [
    ...trust.map(({ from, to }) => [from, to]),
    ...discovery.map(relation => [relation.in, relation.for]),
  ];
  const names = new Set(pairs.filter(pair => pair.includes(cluster)).flat());
  names.delete(cluster);
  return [...names].sort(compareStrings).map(name => ({
    name,
    verifies: trust.find(r => r.from === cluster && r.to === name),
    verifiedBy: trust.find(r => r.from === name && r.to === cluster),
    reads: discovery.find(r => r.in === cluster && r.for === name),
    readBy: discovery.find(r => r.in === name && r.for === cluster),
  }));
}
