import { isResourceEntity, type Entity } from '@backstage/catalog-model';

/**
 * Whether an entity is the Resource of a cluster.
 *
 * @public
 */
export function isClusterEntity(entity: Entity): boolean {
  const { spec } = entity;
  return isResourceEntity(entity) && spec?.type === 'kubernetes-cluster';
}
