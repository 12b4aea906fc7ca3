import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_KUBERNETES_API_SERVER } from '@backstage/plugin-kubernetes-common';
import {
  clusterEntitiesByName,
  optional,
  type ClusterName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What the catalog knows of a cluster. */
export interface CatalogCluster {
  readonly entityRef: string;
  readonly owner?: string;
  readonly apiServerUrl?: string;
  /** Where the entity was registered. */
  readonly location?: string;
}

/**
 * The catalog's Resources of type `kubernetes-cluster` by name. Undefined when the catalog does not
 * answer: nothing is known then, and that is no error.
 */
export async function catalogClusters(options: {
  readonly catalog: CatalogService;
  readonly auth: AuthService;
  readonly logger: LoggerService;
}): Promise<ReadonlyMap<ClusterName, CatalogCluster> | undefined> {
  try {
    const { items } = await options.catalog.getEntities(
      { filter: { kind: 'Resource', 'spec.type': 'kubernetes-cluster' } },
      { credentials: await options.auth.getOwnServiceCredentials() },
    );
    return new Map(
      [...clusterEntitiesByName(items)].map(([name, entity]) => [
        name,
        describe(entity),
      ]),
    );
  } catch (error) {
    options.logger.warn(
      `Clusters are shown without their catalog entities: ${stringifyError(
        error,
      )}`,
    );
    return undefined;
  }
}

function describe(entity: Entity): CatalogCluster {
  const owner = entity.relations?.find(
    relation => relation.type === RELATION_OWNED_BY,
  )?.targetRef;
  const apiServerUrl =
    entity.metadata.annotations?.[ANNOTATION_KUBERNETES_API_SERVER];
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  return {
    entityRef: stringifyEntityRef(entity),
    ...optional({
      owner: owner || undefined,
      apiServerUrl: apiServerUrl || undefined,
      location: location || undefined,
    }),
  };
}
