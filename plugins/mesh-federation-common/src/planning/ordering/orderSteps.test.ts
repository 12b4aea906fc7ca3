import type { Step } from '../../model';
import { orderSteps } from './orderSteps';

function gate(id: string, dependsOn: readonly string[]): Step {
  return { type: 'verify-trust', id, cluster: 'east', roots: [], dependsOn };
}

describe('orderSteps', () => {
  it('puts a step behind all that it depends on', () => {
    expect(
      orderSteps([gate('a', ['b', 'c']), gate('b', ['c']), gate('c', [])]).map(
        ({ id }) => id,
      ),
    ).toEqual(['c', 'b', 'a']);
  });

  it('puts steps that can begin together side by side', () => {
    expect(
      orderSteps([
        gate('a', []),
        gate('a-after', ['a']),
        gate('b', []),
        gate('b-after', ['b']),
      ]).map(({ id }) => id),
    ).toEqual(['a', 'b', 'a-after', 'b-after']);
  });

  it.each<[string, readonly Step[], string]>([
    [
      'a circle',
      [gate('a', ['b']), gate('b', ['a']), gate('c', [])],
      'in a circle: a, b',
    ],
    ['a step that is none', [gate('a', ['x'])], 'Step a depends on x'],
    ['an id that occurs twice', [gate('a', []), gate('a', [])], 'same id'],
  ])('throws at %s', (_, steps, message) => {
    expect(() => orderSteps(steps)).toThrow(message);
  });
});
