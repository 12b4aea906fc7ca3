import { containsFields, isUnmoved } from './containsFields';

const env = (...items: readonly (readonly [string, string])[]) => ({
  containers: [
    { name: 'discovery', env: items.map(([name, value]) => ({ name, value })) },
  ],
});

describe('containsFields', () => {
  it('finds named items wherever they are', () => {
    expect(containsFields(env(['A', '1'], ['B', '2']), env(['B', '2']))).toBe(
      true,
    );
  });

  it('takes an empty list for nothing but an empty list', () => {
    expect(containsFields({ rules: [] }, { rules: [] })).toBe(true);
    expect(containsFields({ rules: [{ name: 'a' }] }, { rules: [] })).toBe(
      false,
    );
  });
});

describe('isUnmoved', () => {
  const before = env(['A', '1']);
  const wanted = env(['A', '2'], ['B', '2']);

  it.each([
    ['as it was', env(['A', '1'], ['C', '3']), true],
    [
      'as it is wanted where it was not there',
      env(['A', '1'], ['B', '2']),
      true,
    ],
    ['changed to what is wanted', env(['A', '2']), false],
    ['set to something else', env(['A', '1'], ['B', '7']), false],
    ['changed', env(['A', '7']), false],
    ['gone', env(), false],
  ])('tells a field that is %s', (_, live, unmoved) => {
    expect(isUnmoved(live, before, wanted)).toBe(unmoved);
  });
});
