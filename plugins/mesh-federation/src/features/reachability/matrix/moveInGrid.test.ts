import { moveInGrid } from './moveInGrid';

const size = { rows: 3, columns: 2 };
const at = { row: 1, column: 0 };

describe('moveInGrid', () => {
  it.each([
    ['ArrowUp', false, { row: 0, column: 0 }],
    ['ArrowDown', false, { row: 2, column: 0 }],
    ['ArrowRight', false, { row: 1, column: 1 }],
    ['ArrowLeft', false, { row: 1, column: 0 }],
    ['Home', false, { row: 1, column: 0 }],
    ['End', false, { row: 1, column: 1 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 2, column: 1 }],
    ['Tab', false, undefined],
  ])('moves by %s, with Control: %s', (key, ctrlKey, target) => {
    expect(moveInGrid(at, { key, ctrlKey }, size)).toEqual(target);
  });

  it.each([
    ['ArrowDown', { row: 2, column: 1 }],
    ['ArrowRight', { row: 2, column: 1 }],
  ])('stops at the edge: %s', (key, corner) => {
    expect(moveInGrid(corner, { key, ctrlKey: false }, size)).toEqual(corner);
  });
});
