import { discoveryStatus, trustStatus } from './relationStatus';

describe('relationStatus', () => {
  it.each([
    ['broken', undefined, 'danger', 'trust.verdict.broken'],
    ['broken', true, 'neutral', 'trust.notJoined'],
    ['one-way', true, 'neutral', 'trust.notJoined'],
    ['verified', true, 'success', 'trust.verdict.verified'],
    ['unknown', true, 'unknown', 'trust.verdict.unknown'],
  ] as const)(
    'trust that is %s (apart: %s) is %s and called %s',
    (verdict, apart, tone, word) => {
      expect(trustStatus({ verdict, ...(apart ? { apart } : {}) })).toEqual({
        tone,
        word,
      });
    },
  );

  it.each([
    ['absent', undefined, 'danger'],
    ['absent', true, 'neutral'],
    ['not-synced', true, 'danger'],
    ['synced', true, 'success'],
    ['unknown', undefined, 'unknown'],
  ] as const)(
    'discovery that is %s (apart: %s) is %s',
    (verdict, apart, tone) => {
      expect(discoveryStatus({ verdict, ...(apart ? { apart } : {}) })).toEqual(
        { tone, word: `discovery.verdict.${verdict}` },
      );
    },
  );

  it('is unknown of what was not reported', () => {
    expect(trustStatus(undefined).tone).toBe('unknown');
    expect(discoveryStatus(undefined).tone).toBe('unknown');
  });
});
