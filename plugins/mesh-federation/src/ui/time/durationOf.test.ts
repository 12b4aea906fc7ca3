import { durationOf } from './durationOf';

describe('durationOf', () => {
  it.each([
    [-5, { unit: 'seconds', seconds: 0 }],
    [27_500, { unit: 'seconds', seconds: 28 }],
    [63_000, { unit: 'minutes', minutes: 1, seconds: 3 }],
    [3_600_000 + 120_000, { unit: 'hours', hours: 1, minutes: 2 }],
  ])('splits %i ms', (milliseconds, duration) => {
    expect(durationOf(milliseconds)).toEqual(duration);
  });
});
