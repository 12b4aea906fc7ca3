import { canHaveToken } from './tokens';

it.each<[string, boolean]>([
  ['*', true],
  ['https://a.example/somebody', true],
  ['https://a.example/*', true],
  ['https://a*', false],
  ['*/somebody', true],
  ['*.example/somebody', true],
  ['*body', true],
  ['https://b.example/somebody', false],
  ['https://b*', false],
  ['*.org/somebody', false],
  ['somebody', false],
])(
  'a token of %s can be of issuer https://a.example: %s',
  (value, expected) => {
    expect(canHaveToken('a token of', [value], ['https://a.example'])).toBe(
      expected,
    );
    expect(canHaveToken('a token of', [value], [])).toBe(false);
  },
);
