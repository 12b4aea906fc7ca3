import { fromCursor, NUMBER, TEXT, toCursor } from './cursors';

const encoded = (text: string) => Buffer.from(text).toString('base64url');

describe('fromCursor', () => {
  it('reads the place that was written', () => {
    expect(fromCursor(toCursor(['7', 'run-1']), [NUMBER, TEXT])).toEqual([
      '7',
      'run-1',
    ]);
  });

  it.each([
    ['no cursor at all', '%%%'],
    ['no list', encoded('{"0": "7"}')],
    ['fewer parts', toCursor(['7'])],
    ['more parts', toCursor(['7', 'run-1', 'x'])],
    ['a number that is none', toCursor(['x', 'run-1'])],
    ['a number too long to be one', toCursor(['9'.repeat(16), 'run-1'])],
    ['a part that is no text', encoded('[7, "run-1"]')],
    ['a character that PostgreSQL refuses', toCursor(['7', 'run\0'])],
    ['an empty part', toCursor(['7', ''])],
    ['a part too long', toCursor(['7', 'x'.repeat(513)])],
  ])('refuses %s', (_, cursor) => {
    expect(() => fromCursor(cursor, [NUMBER, TEXT])).toThrow(
      'cursor: is not one that this list gave',
    );
  });
});
