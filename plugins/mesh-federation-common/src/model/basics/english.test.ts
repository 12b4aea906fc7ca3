import { counted, someOf, withoutStop } from './english';

describe('counted', () => {
  it.each([
    [0, '0 proxies'],
    [1, '1 proxy'],
    [2, '2 proxies'],
  ])('puts %i with the noun that goes with it', (count, words) => {
    expect(counted(count, 'proxy', 'proxies')).toBe(words);
  });

  it('makes a regular plural by itself', () => {
    expect(counted(2, 'root')).toBe('2 roots');
  });
});

describe('someOf', () => {
  it.each([
    [1, 3, '1 of 3 Pods has no sidecar'],
    [2, 3, '2 of 3 Pods have no sidecar'],
  ])('says of %i of %i what holds of them', (count, total, words) => {
    const verb = ['has no sidecar', 'have no sidecar'] as const;

    expect(someOf({ count, total, what: 'Pods', verb })).toBe(words);
  });
});

describe('withoutStop', () => {
  it.each([
    ['The webhook said no.', 'The webhook said no'],
    ['no answer', 'no answer'],
    ['', ''],
  ])('makes %j a part of another sentence', (sentence, part) => {
    expect(withoutStop(sentence)).toBe(part);
  });
});
