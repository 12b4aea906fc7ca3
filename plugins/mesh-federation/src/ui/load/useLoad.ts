import { useCallback, useEffect, useRef, useState } from 'react';

const PATIENCE_MS = 20_000;

/** Something that is loaded from the backend. A failed refresh keeps the old value and says so. */
export type LoadState<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: Error }
  | {
      readonly status: 'ready';
      readonly value: T;
      /** When the value was loaded, ISO 8601. */
      readonly loadedAt: string;
      /** Why the newest refresh failed, when it did. */
      readonly refreshError?: Error;
    };

export type Load<T> = LoadState<T> & {
  readonly refresh: () => Promise<void>;
};

/**
 * Loads, and loads again on `refresh`. `load` has to be stable (`useCallback`): a new function
 * drops the value and loads again. Answers that arrive after a newer request was made are dropped.
 */
export function useLoad<T>(load: () => Promise<T>): Load<T> {
  const [state, setState] = useState<LoadState<T>>({ status: 'loading' });
  const latest = useRef(0);

  const refresh = useCallback(async () => {
    latest.current += 1;
    const request = latest.current;
    const settle = (next: (old: LoadState<T>) => LoadState<T>) => {
      if (request === latest.current) setState(next);
    };
    // Without an answer nothing fails: what is shown would grow old in silence.
    const silence = setTimeout(() => {
      const error = new Error(`No answer for ${PATIENCE_MS / 1000} s.`);
      settle(old =>
        old.status === 'ready' ? { ...old, refreshError: error } : old,
      );
    }, PATIENCE_MS);
    try {
      const value = await load();
      const loadedAt = new Date().toISOString();
      settle(() => ({ status: 'ready', value, loadedAt }));
    } catch (e) {
      const error = e instanceof Error ? e : new Error(String(e));
      settle(old =>
        old.status === 'ready'
          ? { ...old, refreshError: error }
          : { status: 'failed', error },
      );
    } finally {
      clearTimeout(silence);
    }
  }, [load]);

  useEffect(() => {
    setState({ status: 'loading' });
    void refresh();
    return () => {
      latest.current += 1;
    };
  }, [refresh]);

  const retry = useCallback(async () => {
    setState(old => (old.status === 'failed' ? { status: 'loading' } : old));
    await refresh();
  }, [refresh]);

  return { ...state, refresh: retry };
}
