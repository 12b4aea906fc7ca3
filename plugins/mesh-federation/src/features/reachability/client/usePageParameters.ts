import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/**
 * The parameters in the page's address, and how to change some of them: a link names them, Back
 * works, and the page stays where it is scrolled to. `undefined` takes a parameter away.
 */
export function usePageParameters(): {
  readonly parameters: URLSearchParams;
  readonly change: (
    changes: Readonly<Record<string, string | undefined>>,
  ) => void;
} {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) =>
      setParameters(
        old => {
          const next = new URLSearchParams(old);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined) {
              next.delete(name);
            } else {
              next.set(name, value);
            }
          }
          return next;
        },
        { preventScrollReset: true },
      ),
    [setParameters],
  );
  return { parameters, change };
}
