import type {
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  parseReachabilityAddress,
  writeReachabilityAddress,
  type ReachabilityAddress,
} from './reachabilityAddress';

/**
 * The Service and cell in the page's address. Each choice adds to the browser's history, so that
 * Back works.
 */
export function useReachabilityAddress(): {
  readonly address: ReachabilityAddress;
  readonly choose: (item: ServiceReachability, cell?: ReachabilityCell) => void;
} {
  const [params, setParams] = useSearchParams();
  const address = useMemo(() => parseReachabilityAddress(params), [params]);
  const choose = useCallback(
    (item: ServiceReachability, cell?: ReachabilityCell) =>
      setParams(old => writeReachabilityAddress(old, item, cell), {
        // The page stays where it is.
        preventScrollReset: true,
      }),
    [setParams],
  );
  return { address, choose };
}
