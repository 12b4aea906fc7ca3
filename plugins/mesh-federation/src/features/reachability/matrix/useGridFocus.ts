import {
  useCallback,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { moveInGrid, type GridPosition } from './moveInGrid';

/** Focus in a grid with one tab stop. */
export interface GridFocus {
  readonly ref: RefObject<HTMLTableElement>;
  /** Whether the Tab key leads to this cell. */
  readonly isTabStop: (position: GridPosition) => boolean;
  readonly onFocus: (position: GridPosition) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Moves the focus with the arrow keys; each cell's button has `data-row` and `data-column`. */
export function useGridFocus(size: {
  readonly rows: number;
  readonly columns: number;
}): GridFocus {
  const { rows, columns } = size;
  const ref = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<GridPosition>({ row: 0, column: 0 });
  // The grid may have shrunk since.
  const row = Math.min(place.row, rows - 1);
  const column = Math.min(place.column, columns - 1);

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const next = moveInGrid({ row, column }, event, { rows, columns });
      if (!next) return;
      event.preventDefault();
      ref.current
        ?.querySelector<HTMLElement>(
          `[data-row="${next.row}"][data-column="${next.column}"]`,
        )
        ?.focus();
    },
    [row, column, rows, columns],
  );
  return {
    ref,
    isTabStop: position => position.row === row && position.column === column,
    onFocus: setPlace,
    onKeyDown,
  };
}
