import type { Entity } from '@backstage/catalog-model';
import { isClusterEntity } from './features/cluster/isClusterEntity';

const KUBERNETES_ANNOTATIONS = [
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-label-selector',
];

/**
 * Whether an entity has something to show in its Mesh tab: it names its Kubernetes objects by one of Backstage's annotations, it is a
 * Component of type `service` (which is told how to name them), the Resource of a cluster, or a System.
 */
export function isMeshFederationAvailable(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  const kind = entity.kind.toLocaleLowerCase('en-US');
  return (
    KUBERNETES_ANNOTATIONS.some(name => Boolean(annotations[name])) ||
    isClusterEntity(entity) ||
    kind === 'system' ||
    (kind === 'component' && entity.spec?.type === 'service')
  );
}
