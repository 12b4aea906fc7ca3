import { useSignal } from '@backstage/plugin-signals-react';
import {
  MESH_FEDERATION_CHANNEL,
  type MeshFederationSignal,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useEffect, useRef } from 'react';

const LIVE_INTERVAL_MS = 3_000;
const IDLE_INTERVAL_MS = 30_000;

/**
 * Refreshes when a signal says that something changed. Asks in intervals as well, often while
 * something is under way: signals may not be installed, and a connection that is silent looks like
 * one that has nothing to say. Rests while the page is hidden.
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
  const { lastSignal } = useSignal<MeshFederationSignal>(
    MESH_FEDERATION_CHANNEL,
  );

  useEffect(() => {
    const { refresh, matches } = latest.current;
    if (lastSignal && (matches?.(lastSignal) ?? true)) void refresh();
  }, [lastSignal]);

  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible') void latest.current.refresh();
    };
    const timer = setInterval(ask, live ? LIVE_INTERVAL_MS : IDLE_INTERVAL_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [live]);
}
