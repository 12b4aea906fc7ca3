import { ageOf } from './ageOf';

const NOW = Date.parse('2026-03-04T12:00:00.000Z');

describe('ageOf', () => {
  it.each([
    ['2026-03-04T12:00:09.000Z', 'now', 0],
    ['2026-03-04T11:59:57.000Z', 'now', 0],
    ['2026-03-04T11:59:20.000Z', 'seconds', 40],
    ['2026-03-04T11:57:31.000Z', 'minutes', 2],
    ['2026-03-04T09:00:00.000Z', 'hours', 3],
    ['2026-03-02T11:00:00.000Z', 'days', 2],
  ] as const)('says that %s was %s %i', (at, unit, count) => {
    expect(ageOf(at, NOW)).toEqual({ unit, count });
  });
});
