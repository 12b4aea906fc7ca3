import { parseYaml } from './parseYaml';

describe('parseYaml', () => {
  it.each([
    ['no', false],
    ['off', false],
    ['n', false],
    ['yes', true],
    ['"no"', 'no'],
    ['0777', 511],
    ['12:30', '12:30'],
    ['2026-11-22', '2026-11-22'],
  ])('takes %s as Kubernetes does', (text, value) => {
    expect(parseYaml(`key: ${text}`)).toEqual({ key: value });
  });

  it('throws for what is not YAML', () => {
    expect(() => parseYaml('a: [')).toThrow();
  });
});
