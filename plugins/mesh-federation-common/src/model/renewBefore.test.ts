import { grantedLifeMs, renewBeforeMs } from './renewBefore';

const DAY_MS = 86_400_000;

function grantedFor(days: number) {
  const issued = Date.parse('2026-06-01T00:00:00.000Z');
  return {
    tokenIssuedAt: new Date(issued).toISOString(),
    tokenExpiresAt: new Date(issued + days * DAY_MS).toISOString(),
  };
}

describe('renewBeforeMs', () => {
  it.each([
    [365, 7],
    [30, 7],
    [21, 7],
    [3, 1],
    [1, 1 / 3],
  ])('of a token granted for %d days is %d days', (granted, days) => {
    expect(grantedLifeMs(grantedFor(granted))).toBe(granted * DAY_MS);
    expect(renewBeforeMs(grantedFor(granted))).toBe(days * DAY_MS);
  });

  it('is 7 days for a token that does not say when it was granted', () => {
    const { tokenExpiresAt } = grantedFor(1);

    expect(renewBeforeMs({ tokenExpiresAt })).toBe(7 * DAY_MS);
  });
});
