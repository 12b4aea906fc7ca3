import type {
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { EXPLANATION_HASH } from '../explanation/explanationHash';
import {
  parseReachabilityAddress,
  writeReachabilityAddress,
  type ReachabilityAddress,
} from './reachabilityAddress';

type Choose = (item: ServiceReachability, cell?: ReachabilityCell) => void;

/**
 * The Service and cell in the page's address. Each choice adds to the browser's history, so that
 * Back works.
 */
export function useReachabilityAddress(): {
  readonly address: ReachabilityAddress;
  readonly choose: Choose;
  /** Chooses, and goes to the explanation. */
  readonly explain: Choose;
} {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const address = useMemo(() => parseReachabilityAddress(params), [params]);
  const go = useCallback(
    (hash: string, ...[item, cell]: Parameters<Choose>) =>
      navigate(
        { search: `?${writeReachabilityAddress(params, item, cell)}`, hash },
        // The page stays where it is.
        { preventScrollReset: true },
      ),
    [navigate, params],
  );
  return {
    address,
    choose: useCallback((...chosen) => go('', ...chosen), [go]),
    explain: useCallback((...chosen) => go(EXPLANATION_HASH, ...chosen), [go]),
  };
}
