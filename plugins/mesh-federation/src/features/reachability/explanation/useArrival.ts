import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useLocation } from 'react-router-dom';
import { EXPLANATION_HASH } from './explanationHash';

/**
 * Brings whoever comes for the explanation to it: into view at once, without a motion, and with the
 * focus. Each time anew, also when it is open already.
 */
export function useArrival(): {
  readonly ref: RefObject<HTMLDivElement>;
  /** What had the focus before; undefined when it is not on the page any more. */
  readonly opener: () => HTMLElement | undefined;
} {
  const { hash, key } = useLocation();
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (hash !== EXPLANATION_HASH) return;
    const { activeElement } = document;
    if (!ref.current?.contains(activeElement)) before.current = activeElement;
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollIntoView({ block: 'start', behavior: 'instant' });
  }, [hash, key]);
  const opener = useCallback(
    () =>
      before.current instanceof HTMLElement &&
      before.current.isConnected &&
      before.current !== document.body
        ? before.current
        : undefined,
    [],
  );
  return { ref, opener };
}
