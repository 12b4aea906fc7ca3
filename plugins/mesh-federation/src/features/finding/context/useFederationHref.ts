import { useRouteRef } from '@backstage/core-plugin-api';
import { federationRouteRef } from '../../../routes';

/** Address of the page of a federation; undefined in an app that has no page of the plugin. */
export function useFederationHref(): ((name: string) => string) | undefined {
  try {
    // It throws without the route, and calls the same hooks in both cases.
    const href = useRouteRef(federationRouteRef);
    return name => href({ name });
  } catch {
    return undefined;
  }
}
