import type {
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallerOptions } from './CallerOptions';

/** Somebody may own thousands; a few are enough to choose from. */
const MAX_READ = 20;

/**
 * Components with workloads that the caller owns, as the caller sees them, by name; none for a
 * service. What hangs on it works without: that it cannot be read is logged.
 */
export async function readOwnedEntities(options: {
  readonly catalog: Pick<CatalogService, 'queryEntities'>;
  readonly userInfo: UserInfoService;
  readonly logger: LoggerService;
  readonly caller: CallerOptions;
}): Promise<readonly Entity[]> {
  const { catalog, userInfo, logger } = options;
  const { credentials } = options.caller;
  const { type } = credentials.principal as { readonly type?: unknown };
  if (type !== 'user') {
    return [];
  }
  try {
    const { ownershipEntityRefs } = await userInfo.getUserInfo(credentials);
    if (ownershipEntityRefs.length === 0) {
      return [];
    }
    const { items } = await catalog.queryEntities(
      {
        filter: [
          KUBERNETES_ID_ANNOTATION,
          KUBERNETES_LABEL_SELECTOR_ANNOTATION,
        ].map(annotation => ({
          kind: 'Component',
          [`relations.${RELATION_OWNED_BY}`]: ownershipEntityRefs,
          [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
        })),
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: MAX_READ,
      },
      { credentials },
    );
    return items;
  } catch (error) {
    logger.warn(`Nobody knows what the caller owns: ${stringifyError(error)}`);
    return [];
  }
}
