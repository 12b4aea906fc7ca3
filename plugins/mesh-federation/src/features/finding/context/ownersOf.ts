import {
  isMendedByJoin,
  type Finding,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { FindingSurroundings } from './FindingSurroundings';

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
  { clusters, entity }: FindingSurroundings,
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
  const owner = clusters.find(known => known.cluster.name === cluster)?.cluster
    .owner;
  return { cluster, owners: owner === undefined ? [] : [owner] };
}
