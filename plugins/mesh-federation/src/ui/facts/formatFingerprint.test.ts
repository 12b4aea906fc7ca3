import { formatFingerprint } from './formatFingerprint';

describe('formatFingerprint', () => {
  it('writes bytes with colons and shortens to the first eight', () => {
    const { short, full } = formatFingerprint('0123456789abcdef'.repeat(4));

    expect(short).toBe('01:23:45:67:89:AB:CD:EF');
    expect(full.split(':')).toHaveLength(32);
    expect(full.startsWith(short)).toBe(true);
  });
});
