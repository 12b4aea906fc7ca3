import { oneLine } from './oneLine';

describe('oneLine', () => {
  it.each([
    ['plain text', 'plain text'],
    ['first\nsecond\r\nthird', 'first second third'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['a\u202eb\u2066c\u2028d', 'a b c d'],
    ['  around  ', 'around'],
  ])('makes one harmless line of %j', (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  it('cuts what is longer than a log can bear', () => {
    expect(oneLine('x'.repeat(5000))).toBe(`${'x'.repeat(2000)}…`);
  });
});
