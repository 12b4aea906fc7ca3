import { useRouteRef } from '@backstage/core-plugin-api';
import { entityContentRouteRef } from '../../routes';

/** Address of the tab `Mesh` of the entity of the page; undefined in an app that shows the cards and not the tab. */
export function useTabHref(): string | undefined {
  try {
    // It calls the same hooks whether it throws or not.
    return useRouteRef(entityContentRouteRef)();
  } catch {
    return undefined;
  }
}
