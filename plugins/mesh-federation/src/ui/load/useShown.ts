import { useMemo, useRef } from 'react';

/** How many items of a list are shown at first, and how many more each time. */
const STEP = 20;

/** How much of a list is wanted. */
export interface Shown {
  readonly wanted: () => number;
  /** Wants more, and loads again without dropping what is shown. */
  readonly more: (refresh: () => Promise<void>) => void;
}

/** Keeps how much of a list is wanted; stable, so that `load` functions may depend on it. */
export function useShown(step = STEP): Shown {
  const count = useRef(step);
  return useMemo(
    () => ({
      wanted: () => count.current,
      more: refresh => {
        count.current += step;
        void refresh();
      },
    }),
    [step],
  );
}
