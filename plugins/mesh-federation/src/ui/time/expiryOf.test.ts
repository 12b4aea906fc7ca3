import { expiryOf } from './expiryOf';

const NOW = Date.parse('2026-03-04T12:00:00.000Z');
const WEEK = 7 * 24 * 60 * 60 * 1000;

describe('expiryOf', () => {
  it.each([
    ['2036-03-04T12:00:00.000Z', 'valid', 'days', 3653],
    ['2026-03-11T12:00:00.000Z', 'valid', 'days', 7],
    ['2026-03-11T11:59:59.000Z', 'soon', 'days', 6],
    ['2026-03-06T11:00:00.000Z', 'soon', 'hours', 47],
    ['2026-03-04T12:20:00.000Z', 'soon', 'hours', 0],
    ['2026-03-04T12:00:00.000Z', 'expired', 'hours', 0],
    ['2026-03-01T11:00:00.000Z', 'expired', 'days', 3],
  ] as const)('says that %s is %s: %s %i', (at, state, unit, count) => {
    expect(expiryOf(at, NOW, WEEK)).toEqual({ state, unit, count });
  });
});
