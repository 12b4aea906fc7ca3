import { matchesPathTemplate } from './pathTemplate';

it.each<[string, string, boolean]>([
  ['/shop/{*}/orders', '/shop/1/orders', true],
  ['/shop/{*}/orders', '/shop/1/2/orders', false],
  ['/shop/{*}', '/shop/', false],
  ['/shop/{**}', '/shop/1/2', true],
  ['/shop/{**}', '/shop/', true],
  ['/shop/{**}', '/shop', false],
  ['/{**}/orders', '/a/b/orders', true],
  ['/{*}/{**}', '/a', false],
])('%s takes %s: %s', (template, path, expected) => {
  expect(matchesPathTemplate(template, path)).toBe(expected);
});
