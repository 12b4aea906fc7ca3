import fc from 'fast-check';
import { selectsNamespace } from './selectsNamespace';
import { matchesSelector } from '../../../labelSelectors';

const labels = { team: 'a', mesh: 'yes' };

describe('selectsNamespace', () => {
  it('selects every namespace without selectors', () => {
    expect(selectsNamespace([], {})).toBe(true);
  });

  it('is a disjunction of selectors and a conjunction inside of each', () => {
    const none = { matchLabels: { team: 'b' }, matchExpressions: [] };
    const both = { matchLabels: labels, matchExpressions: [] };
    expect(selectsNamespace([none], labels)).toBe(false);
    expect(selectsNamespace([none, both], labels)).toBe(true);
    expect(selectsNamespace([both], { team: 'a' })).toBe(false);
  });
});

describe('matchesSelector', () => {
  it.each([
    ['In', 'team', ['a', 'b'], true],
    ['In', 'team', ['b'], false],
    ['In', 'absent', ['a'], false],
    ['NotIn', 'team', ['a'], false],
    ['NotIn', 'absent', ['a'], true],
    ['Exists', 'team', [], true],
    ['Exists', 'absent', [], false],
    ['Exists', 'toString', [], false],
    ['DoesNotExist', 'team', [], false],
    ['DoesNotExist', 'absent', [], true],
  ] as const)('%s %s %j: %s', (operator, key, values, expected) => {
    expect(
      matchesSelector(
        { matchLabels: {}, matchExpressions: [{ key, operator, values }] },
        labels,
      ),
    ).toBe(expected);
  });

  it('is never true for an expression and its opposite', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('team', 'absent'),
        fc.array(fc.constantFrom('a', 'b'), { minLength: 1 }),
        (key, values) => {
          const matches = (operator: 'In' | 'NotIn') =>
            matchesSelector(
              {
                matchLabels: {},
                matchExpressions: [{ key, operator, values }],
              },
              labels,
            );
          expect(matches('In')).toBe(!matches('NotIn'));
        },
      ),
    );
  });
});
