import type { Entity } from '@backstage/catalog-model';
import { isClusterEntity } from './view/isClusterEntity';

const KUBERNETES_ANNOTATIONS = [
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-label-selector',
];

/**
 * Whether an entity has something to show in its Mesh tab: it names its Kubernetes objects by one of Backstage's annotations, it is the
 * Resource of a cluster, or a System.
 */
export function isMeshFederationAvailable(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return (
    KUBERNETES_ANNOTATIONS.some(name => Boolean(annotations[name])) ||
    isClusterEntity(entity) ||
    entity.kind.toLocaleLowerCase('en-US') === 'system'
  );
}
