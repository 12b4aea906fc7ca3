import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import {
  isClusterEntity,
  isSameApiServer,
  type ClusterName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { oneLine } from '../text/oneLine';
import { API_SERVER_ANNOTATION } from './clusterEntity';

/**
 * Refuses an entity that would make two clusters of one: the Kubernetes plugin takes the name of a
 * Resource for that of the cluster, whatever its namespace, and every Resource with a connection
 * for a cluster of its own.
 *
 * @throws ConflictError that names the field, and what is there already.
 */
export function refuseSecond(options: {
  readonly entity: Entity;
  readonly connects: boolean;
  /** Names of the clusters of the Kubernetes plugin. */
  readonly clusters: readonly ClusterName[];
  /** Of the catalog. */
  readonly entities: readonly Entity[];
}): void {
  const { entity, connects, clusters } = options;
  const { name } = entity.metadata;
  const entities = options.entities.filter(isClusterEntity);
  const namesake = entities.find(other => other.metadata.name === name);
  if (namesake) {
    throw new ConflictError(
      oneLine(
        `name: the catalog has ${stringifyEntityRef(
          namesake,
        )} already. Change that one, or give another name`,
      ),
    );
  }
  if (!connects) return;
  if (clusters.includes(name)) {
    throw new ConflictError(
      `connection: the Kubernetes plugin has a cluster '${name}' already. Leave connection out, so that the entity describes that one`,
    );
  }
  const url = urlOf(entity);
  const twin = entities.find(other => isSameApiServer(urlOf(other), url));
  if (twin) {
    throw new ConflictError(
      oneLine(
        `apiServerUrl: ${stringifyEntityRef(
          twin,
        )} of the catalog has this address. One cluster under two names would be joined to itself: change that entity`,
      ),
    );
  }
}

function urlOf({ metadata }: Entity): string | undefined {
  return metadata.annotations?.[API_SERVER_ANNOTATION];
}
