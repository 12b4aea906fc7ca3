import {
  isComponentEntity,
  isSystemEntity,
  type Entity,
} from '@backstage/catalog-model';
import { isClusterEntity } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { namesKubernetesObjects } from './features/reachability/match/namesKubernetesObjects';

/**
 * Whether an entity is a Component of type `service`; as everywhere in Backstage, case does not
 * matter.
 */
function isService(entity: Entity): boolean {
  return (
    isComponentEntity(entity) &&
    String(entity.spec?.type).toLocaleLowerCase('en-US') === 'service'
  );
}

/**
 * Whether an entity has something to show in its Mesh tab: it names its Kubernetes objects, it is a
 * service (which is told how to name them), the Resource of a cluster, or a System.
 *
 * @public
 */
export function isMeshFederationAvailable(entity: Entity): boolean {
  return (
    namesKubernetesObjects(entity) ||
    isClusterEntity(entity) ||
    isSystemEntity(entity) ||
    isService(entity)
  );
}
