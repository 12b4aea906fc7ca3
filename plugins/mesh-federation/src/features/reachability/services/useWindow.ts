import { useState, type UIEvent } from 'react';

/** The rows of a long list that are in view, with some around them. */
export interface ListWindow {
  /** Index of the first row to render, and of the first after the last. */
  readonly start: number;
  readonly end: number;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

const OVERSCAN = 5;

/** Which rows of equal height to render, so that lists of hundreds stay quick. `rowHeight` and `height` in CSS pixels. */
export function useWindow(options: {
  readonly count: number;
  readonly rowHeight: number;
  readonly height: number;
}): ListWindow {
  const { count, rowHeight, height } = options;
  const [top, setTop] = useState(0);
  // A search may leave fewer rows than were scrolled past.
  const first = Math.min(
    Math.floor(top / rowHeight),
    Math.max(0, count - Math.ceil(height / rowHeight)),
  );
  return {
    start: Math.max(0, first - OVERSCAN),
    end: Math.min(count, first + Math.ceil(height / rowHeight) + OVERSCAN),
    onScroll: event => setTop(event.currentTarget.scrollTop),
  };
}
