import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import {
  optional,
  type NeedFrom,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useTabHref } from '../../../ui/link/useTabHref';
import { EXPLANATION_HASH } from '../explanation/explanationHash';

/** The query of the address of the cell that decides on a need. */
function addressOfNeed({
  cluster,
  client,
  service,
  port,
  provider,
}: NeedFrom): string {
  const { namespace, workload } = client;
  return new URLSearchParams({
    service: `${service.namespace}/${service.name}`,
    port: String(port),
    from: cluster,
    to: provider,
    ...optional({ clientNamespace: namespace, clientWorkload: workload }),
  }).toString();
}

/**
 * Where the explanation of a cell is: on the tab of the entity whose Service it is. Undefined where
 * no entity has it, or in an app without the tab.
 */
export function useCellHref(): (from: NeedFrom) => string | undefined {
  const { entity } = useEntity();
  const entityHref = useRouteRef(entityRouteRef);
  const tab = useTabHref();
  const own = entityHref(entityRouteParams(entity));
  return from => {
    if (from.entityRef === undefined || !tab?.startsWith(own)) {
      return undefined;
    }
    const page = entityHref(entityRouteParams(from.entityRef));
    return `${page}${tab.slice(own.length)}?${addressOfNeed(
      from,
    )}${EXPLANATION_HASH}`;
  };
}
