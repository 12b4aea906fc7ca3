import { useCallback } from 'react';
import { usePageParameters } from './usePageParameters';

/**
 * The cluster whose endpoints are supposed to be gone, in the page's address, so that a link names
 * it and Back works. Undefined when what is so now is asked for.
 */
export function useWhatIf(): {
  readonly without: string | undefined;
  readonly suppose: (without: string | undefined) => void;
} {
  const { parameters, change } = usePageParameters();
  const suppose = useCallback(
    (without: string | undefined) => change({ without }),
    [change],
  );
  return { without: parameters.get('without') || undefined, suppose };
}
