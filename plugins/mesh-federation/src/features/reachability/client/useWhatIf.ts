import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * The cluster whose endpoints are supposed to be gone, in the page's address, so that a link names
 * it and Back works. Undefined when what is so now is asked for.
 */
export function useWhatIf(): {
  readonly without: string | undefined;
  readonly suppose: (without: string | undefined) => void;
} {
  const [params, setParams] = useSearchParams();
  const suppose = useCallback(
    (without: string | undefined) =>
      setParams(
        old => {
          const next = new URLSearchParams(old);
          if (without === undefined) {
            next.delete('without');
          } else {
            next.set('without', without);
          }
          return next;
        },
        { preventScrollReset: true },
      ),
    [setParams],
  );
  return { without: params.get('without') || undefined, suppose };
}
