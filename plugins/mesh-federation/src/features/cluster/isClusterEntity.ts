import type { Entity } from '@backstage/catalog-model';

/** Whether an entity is the Resource of a cluster. */
export function isClusterEntity({ kind, spec }: Entity): boolean {
  return (
    kind.toLocaleLowerCase('en-US') === 'resource' &&
    spec?.type === 'kubernetes-cluster'
  );
}
