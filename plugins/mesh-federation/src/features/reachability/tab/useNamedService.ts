import type { CompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EntityReachability,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../../api';
import { useLoad } from '../../../ui/load/useLoad';
import { useAsked } from '../client/useAsked';

const NONE: readonly ServiceReachability[] = [];

/**
 * The Service that the address of the page names, where it is on none of the pages that were
 * loaded: it is asked for by its name. Nothing while it is being loaded.
 */
export function useNamedService(options: {
  readonly entity: CompoundEntityRef;
  readonly reachability: EntityReachability;
  /** `namespace/name`. */
  readonly service: string | undefined;
}): {
  readonly items: readonly ServiceReachability[];
  readonly loading: boolean;
} {
  const { entity, reachability, service } = options;
  const { kind, namespace, name } = entity;
  const api = useApi(meshFederationApiRef);
  const asked = useAsked();
  const { items, survey, nextCursor } = reachability;
  const mayBeElsewhere = nextCursor !== undefined || survey.unexamined > 0;
  const wanted =
    mayBeElsewhere &&
    items.every(item => service !== nameOf(item)) &&
    service !== undefined
      ? service
      : undefined;
  const load = useLoad(
    useCallback(
      async () =>
        wanted === undefined
          ? NONE
          : (
              await api.getEntityReachability(
                { kind, namespace, name },
                { ...asked, service: wanted },
              )
            ).items,
      [api, kind, namespace, name, asked, wanted],
    ),
  );
  return {
    items: load.status === 'ready' && wanted !== undefined ? load.value : NONE,
    loading: load.status === 'loading' && wanted !== undefined,
  };
}

function nameOf({ service }: ServiceReachability): string {
  return `${service.namespace}/${service.name}`;
}
