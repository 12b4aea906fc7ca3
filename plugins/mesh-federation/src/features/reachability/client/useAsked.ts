import type { EntityReachabilityFilter } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useMemo } from 'react';
import { useClientChoice } from './useClientChoice';
import { useWhatIf } from './useWhatIf';

/**
 * What the page's address asks for: whose requests, and what would be so without the endpoints of
 * a cluster. Undefined when it asks about any client as things are now.
 */
export function useAsked(): EntityReachabilityFilter | undefined {
  const { client } = useClientChoice();
  const { without } = useWhatIf();
  return useMemo(
    () => (without === undefined ? client : { ...client, without }),
    [client, without],
  );
}
