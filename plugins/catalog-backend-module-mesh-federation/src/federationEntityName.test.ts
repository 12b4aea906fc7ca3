import { federationEntityName } from './federationEntityName';

/** As @backstage/catalog-model asks of a name (KubernetesValidatorFunctions.isValidObjectName). */
const VALID = /^(?=.{1,63}$)([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const STRANGE = [
  '',
  ' ',
  'Shop',
  'SHOP',
  'shop ',
  'shop-',
  '-shop',
  'shop_a',
  'shop.a',
  'shop/a',
  'ſhop',
  'shop\n',
  'resource:default/east',
  '\u{d800}',
  '\u{dfff}',
  '\u{fffd}',
  'x'.repeat(64),
  'x'.repeat(100_000),
  '{"$secret": "x"}',
];

describe('federationEntityName', () => {
  it.each(['shop', 'a', '0', 'a--b', 'x'.repeat(63)])('keeps %s', name => {
    expect(federationEntityName(name)).toBe(name);
  });

  it.each(STRANGE)('makes a valid name of %j, always the same', name => {
    expect(federationEntityName(name)).toMatch(VALID);
    expect(federationEntityName(name)).toBe(federationEntityName(name));
  });

  it('never makes one of two, in any case of letters', () => {
    const made = [...STRANGE, 'shop', 'a'].map(name =>
      federationEntityName(name).toLocaleLowerCase('en-US'),
    );

    expect(new Set(made).size).toBe(made.length);
  });

  it('never makes the name of another federation of what somebody calls his', () => {
    const made = federationEntityName('Shop');

    expect(federationEntityName(made)).not.toBe(made);
  });
});
