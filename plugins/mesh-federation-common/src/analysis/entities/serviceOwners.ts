import type { ClusterState } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import {
  entitySelector,
  isIn,
  selectObjects,
  type MatchableEntity,
} from './matchEntity';
import type { ServiceName } from '../../model/cluster/service';

/**
 * A Service, and the catalog entities whose annotations match it in some cluster, sorted.
 *
 * @alpha
 */
export interface OwnedService {
  readonly service: ServiceName;
  readonly owners: readonly string[];
}

/**
 * Which entities have which Services.
 *
 * @alpha
 */
export interface ServiceOwners {
  /** All Services that belong to a catalog entity, sorted by namespace and name. */
  readonly owned: readonly OwnedService[];
  /**
   * Entities whose annotation cannot be read, sorted: any Service may be theirs, so that of no
   * other one it is known that nobody has it.
   */
  readonly unread: readonly string[];
}

/**
 * Which entities have which Services of these clusters.
 *
 * @alpha
 */
export function serviceOwners(
  entities: readonly {
    readonly entityRef: string;
    readonly entity: MatchableEntity;
  }[],
  states: readonly ClusterState[],
): ServiceOwners {
  const found = new Map<
    string,
    { readonly service: ServiceName; readonly owners: Set<string> }
  >();
  const unread = new Set<string>();
  for (const { entityRef, entity } of entities) {
    const selector = entitySelector(entity);
    const isUnread =
      selector.by !== 'none' && typeof selector.requirements === 'string';
    if (isUnread && states.some(({ cluster }) => isIn(selector, cluster))) {
      unread.add(entityRef);
    }
    for (const { cluster, services } of states) {
      if (services.status === 'observed' && isIn(selector, cluster)) {
        for (const { namespace, name } of selectObjects(
          selector,
          services.value,
        )) {
          const key = `${namespace}/${name}`;
          const owned = found.get(key) ?? {
            service: { namespace, name },
            owners: new Set(),
          };
          owned.owners.add(entityRef);
          found.set(key, owned);
        }
      }
    }
  }
  return {
    owned: [...found]
      .sort(([a], [b]) => compareStrings(a, b))
      .map(([, { service, owners }]) => ({
        service,
        owners: [...owners].sort(compareStrings),
      })),
    unread: [...unread].sort(compareStrings),
  };
}
