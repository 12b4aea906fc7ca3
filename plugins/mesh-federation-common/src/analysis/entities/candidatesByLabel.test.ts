import { candidatesByLabel } from './candidatesByLabel';
import { parseLabelSelector } from './parseLabelSelector';

const ITEMS: readonly {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}[] = [
  { name: 'a', labels: { app: 'a', tier: 'web' } },
  { name: 'b', labels: { app: 'b' } },
  { name: 'c', labels: {} },
];

function namesFor(selector: string) {
  return candidatesByLabel(ITEMS, parseLabelSelector(selector)).map(
    ({ name }) => name,
  );
}

describe('candidatesByLabel', () => {
  it.each([
    ['app=a', ['a']],
    ['app=none', []],
    ['app in (b, a, b)', ['b', 'a']],
    ['!app,tier in (web)', ['a']],
    ['toString=x', []],
    ['!app', ['a', 'b', 'c']],
    ['app!=a', ['a', 'b', 'c']],
  ])('narrows %s to %j', (selector, names) => {
    expect(namesFor(selector)).toEqual(names);
  });
});
