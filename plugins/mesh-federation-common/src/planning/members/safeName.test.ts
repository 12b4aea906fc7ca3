import { safeName } from './safeName';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

describe('safeName', () => {
  it.each(['east', 'a', 'eu-west-1', '0', 'a'.repeat(63)])(
    'leaves %s as it is',
    name => {
      expect(safeName(name)).toBe(name);
    },
  );

  it.each([
    'Kubernetes',
    'arn:aws:eks:eu-west-1:123456789012:cluster/production',
    'two words',
    'a'.repeat(64),
    '-',
    '',
    'ends-',
    'Ümlaut',
    'a.b',
    'x'.repeat(100_000),
  ])('makes a name of %.40s', text => {
    for (const limit of [63, 43]) {
      const name = safeName(text, limit);
      expect(name).toMatch(DNS_LABEL);
      expect(name.length).toBeLessThanOrEqual(limit);
    }
  });

  it('tells different texts apart, and the same text is the same name', () => {
    const texts = ['Kubernetes', 'KUBERNETES', 'kubernetes', 'kubernetes.'];

    expect(new Set(texts.map(text => safeName(text))).size).toBe(4);
    expect(safeName('Kubernetes')).toBe(safeName('Kubernetes'));
    expect(safeName('Kubernetes')).toMatch(/^kubernetes-[0-9a-f]{8}$/);
  });
});
