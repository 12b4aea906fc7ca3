import {
  isMendedByJoin,
  type Finding,
  type InventoryCluster,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Whom the catalog names as owners of what findings are about. */
export interface KnownOwners {
  readonly clusters: readonly Pick<InventoryCluster, 'name' | 'owner'>[];
  /** The entity of the page, and the namespace of its Service that findings are about. */
  readonly entity?: {
    readonly namespace: string;
    readonly owners: readonly string[];
  };
}

/** Refs of the owners to ask; none when the catalog names nobody. */
export interface WhomToAsk {
  readonly cluster: string;
  readonly owners: readonly string[];
}

/**
 * Who can mend what no command and no choice mends: the owners of the entity where an object of its
 * own namespace is at fault, else the owner of the cluster.
 */
export function ownersOf(
  { code, cluster, object, severity, remedy, choices }: Finding,
  { clusters, entity }: KnownOwners,
): WhomToAsk | undefined {
  const isMendable =
    remedy !== undefined ||
    (choices ?? []).length > 0 ||
    // Who looks at an entity makes no plans.
    (entity === undefined && isMendedByJoin(code));
  if (severity === 'info' || isMendable || cluster === undefined) {
    return undefined;
  }
  if (
    entity !== undefined &&
    entity.owners.length > 0 &&
    object?.namespace === entity.namespace
  ) {
    return { cluster, owners: entity.owners };
  }
  const owner = clusters.find(({ name }) => name === cluster)?.owner;
  return { cluster, owners: owner === undefined ? [] : [owner] };
}
