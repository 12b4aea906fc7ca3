import fc from 'fast-check';
import { matchesGlob } from './matchesGlob';

/** By a regular expression: what it says is right, however long it takes. */
function byExpression(pattern: string, value: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(value);
}

describe('matchesGlob', () => {
  it.each([
    ['team-*', 'team-a', true],
    ['*-team', 'a-team', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*a', 'a', false],
    ['*a*a*', 'aa', true],
    ['*a*a*a*', 'aa', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a.c', 'abc', false],
  ])('%p and %p: %p', (pattern, value, expected) => {
    expect(matchesGlob(pattern, value)).toBe(expected);
  });

  it('says what a regular expression says', () => {
    const text = (signs: readonly string[]) =>
      fc.array(fc.constantFrom(...signs), { maxLength: 8 });
    fc.assert(
      fc.property(text(['a', 'b', '*', '.']), text(['a', 'b', '.']), (a, b) => {
        const [pattern, value] = [a.join(''), b.join('')];
        expect(matchesGlob(pattern, value)).toBe(byExpression(pattern, value));
      }),
      { numRuns: 2_000, seed: 8 },
    );
  });
});
