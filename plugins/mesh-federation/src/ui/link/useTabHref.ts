import { useRouteRef } from '@backstage/core-plugin-api';
import { entityContentRouteRef } from '../../routes';

/**
 * Address of the tab `Mesh` of the entity of the page; undefined in an app that shows the cards and
 * not the tab.
 */
export function useTabHref(): string | undefined {
  try {
    // It throws without the route, and calls the same hooks in both cases.
    return useRouteRef(entityContentRouteRef)();
  } catch {
    return undefined;
  }
}
