import { counted } from './counted';

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
