import { useRouteRef } from '@backstage/core-plugin-api';
import { findingRouteRef } from '../../routes';

/**
 * Address of the page that explains a code; undefined in an app that shows the tab and has no page
 * of the plugin.
 */
export function useFindingHref(): ((code: string) => string) | undefined {
  try {
    // It throws without the route, and calls the same hooks in both cases.
    const href = useRouteRef(findingRouteRef);
    return code => href({ code });
  } catch {
    return undefined;
  }
}
