import { useSignal } from '@backstage/plugin-signals-react';
import {
  MESH_FEDERATION_CHANNEL,
  type MeshFederationSignal,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useEffect, useRef } from 'react';

const LIVE_INTERVAL_MS = 3_000;
const IDLE_INTERVAL_MS = 30_000;

/**
 * Refreshes when a signal says that something changed. Asks in intervals as well when signals are
 * not installed, or while something is under way, because a signal can get lost; but only while the
 * page is visible.
 */
export function useLiveRefresh(options: {
  readonly refresh: () => Promise<void>;
  /** Which signals count; all when absent. */
  readonly matches?: (signal: MeshFederationSignal) => boolean;
  /** Something is under way. */
  readonly live?: boolean;
}): void {
  const { live = false } = options;
  const latest = useRef(options);
  latest.current = options;
  const { lastSignal, isSignalsAvailable } = useSignal<MeshFederationSignal>(
    MESH_FEDERATION_CHANNEL,
  );

  useEffect(() => {
    const { refresh, matches } = latest.current;
    if (lastSignal && (matches?.(lastSignal) ?? true)) void refresh();
  }, [lastSignal]);

  useEffect(() => {
    if (!live && isSignalsAvailable) return undefined;
    const ask = () => {
      if (document.visibilityState === 'visible') void latest.current.refresh();
    };
    const timer = setInterval(ask, live ? LIVE_INTERVAL_MS : IDLE_INTERVAL_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [live, isSignalsAvailable]);
}
