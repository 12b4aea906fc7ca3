import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { CallerOptions } from './CallerOptions';

/**
 * An entity as the caller sees it. Throws `NotFoundError` for one that does not exist or that he
 * may not see.
 */
export async function readEntity(
  catalog: Pick<CatalogService, 'getEntityByRef'>,
  ref: CompoundEntityRef,
  { credentials }: CallerOptions,
): Promise<Entity> {
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (!entity) {
    throw new NotFoundError(`No entity ${stringifyEntityRef(ref)}`);
  }
  return entity;
}
