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
 * All Services that belong to a catalog entity, sorted by namespace and name.
 *
 * @alpha
 */
export function serviceOwners(
  entities: readonly {
    readonly entityRef: string;
    readonly entity: MatchableEntity;
  }[],
  states: readonly ClusterState[],
): readonly OwnedService[] {
  const found = new Map<
    string,
    { readonly service: ServiceName; readonly owners: Set<string> }
  >();
  for (const { entityRef, entity } of entities) {
    const selector = entitySelector(entity);
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
  return [...found]
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([, { service, owners }]) => ({
      service,
      owners: [...owners].sort(compareStrings),
    }));
}
