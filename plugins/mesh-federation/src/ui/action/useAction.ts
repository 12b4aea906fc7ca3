import { useCallback, useState } from 'react';

/** Something that the user starts: whether it is under way, and why it failed. */
export interface Action<A extends readonly unknown[]> {
  readonly run: (...args: A) => Promise<void>;
  readonly pending: boolean;
  readonly error?: Error;
}

/**
 * Wraps a call to the backend so that a button can show it; a failure is kept in `error`, not
 * thrown.
 */
export function useAction<A extends readonly unknown[]>(
  perform: (...args: A) => Promise<void>,
): Action<A> {
  const [state, setState] = useState<{ pending: boolean; error?: Error }>({
    pending: false,
  });
  const run = useCallback(
    async (...args: A) => {
      setState({ pending: true });
      try {
        await perform(...args);
        setState({ pending: false });
      } catch (e) {
        const error = e instanceof Error ? e : new Error(String(e));
        setState({ pending: false, error });
      }
    },
    [perform],
  );
  return { run, ...state };
}
