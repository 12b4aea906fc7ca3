import { fingerprintText, shortFingerprint } from './fingerprintText';

const FINGERPRINT = '0123456789abcdef'.repeat(4);

describe('fingerprintText', () => {
  it('writes bytes with colons, all of them or the first eight', () => {
    const text = fingerprintText(FINGERPRINT);

    expect(shortFingerprint(FINGERPRINT)).toBe('01:23:45:67:89:AB:CD:EF');
    expect(text.split(':')).toHaveLength(32);
    expect(text.startsWith(shortFingerprint(FINGERPRINT))).toBe(true);
  });
});
