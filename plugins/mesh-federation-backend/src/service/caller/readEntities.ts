import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { CallerOptions } from './CallerOptions';

/**
 * The entities that the caller may see, by ref, with what matching needs. Does not ask when there
 * is nothing to ask for.
 */
export async function readEntities(options: {
  readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly refs: readonly string[];
  readonly caller: CallerOptions;
}): Promise<ReadonlyMap<string, Entity>> {
  const { catalog, refs, caller } = options;
  if (refs.length === 0) {
    return new Map();
  }
  const { items } = await catalog.getEntitiesByRefs(
    {
      entityRefs: [...new Set(refs)].sort(),
      fields: [
        'kind',
        'metadata.namespace',
        'metadata.name',
        'metadata.annotations',
        'spec.type',
      ],
    },
    { credentials: caller.credentials },
  );
  return new Map(
    items.flatMap(entity =>
      entity ? [[stringifyEntityRef(entity), entity] as const] : [],
    ),
  );
}
