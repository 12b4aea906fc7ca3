import { compareStrings } from '../basics/compareStrings';
import type { ClusterName } from '../basics/identifiers';

const DEFAULT_NAMESPACE = 'default';

/**
 * The catalog's entity of each cluster, by its name, which is that of the cluster. Of several with
 * one name the one in namespace `default` counts, then the first by namespace.
 *
 * @public
 */
export function clusterEntitiesByName<
  E extends {
    readonly metadata: { readonly name: string; readonly namespace?: string };
  },
>(entities: readonly E[]): ReadonlyMap<ClusterName, E> {
  const byPreference = [...entities].sort((a, b) =>
    compareStrings(preference(b), preference(a)),
  );
  // The preferred entity comes last and so wins.
  return new Map(byPreference.map(entity => [entity.metadata.name, entity]));
}

/** Smaller is better. */
function preference({
  metadata: { namespace = DEFAULT_NAMESPACE },
}: {
  readonly metadata: { readonly namespace?: string };
}): string {
  return namespace === DEFAULT_NAMESPACE ? '' : namespace;
}
