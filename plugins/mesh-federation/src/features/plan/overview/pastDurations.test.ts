import { aRunSummary } from '../../../__testUtils__/aRun';
import { pastDurations } from './pastDurations';

const START = '2026-03-04T12:00:00.000Z';
const ended = (seconds: number) => ({
  startedAt: START,
  finishedAt: new Date(Date.parse(START) + seconds * 1000).toISOString(),
  status: 'succeeded' as const,
});

describe('pastDurations', () => {
  it('gives the shortest and the longest of those that went well', () => {
    const runs = [
      aRunSummary(ended(63)),
      aRunSummary(ended(27)),
      aRunSummary({ ...ended(900), status: 'failed' }),
      aRunSummary({ ...ended(5), kind: 'leave' }),
    ];

    expect(pastDurations(runs, 'join')).toEqual({
      runs: 2,
      shortest: 27_000,
      longest: 63_000,
    });
  });

  it('knows nothing when none has ended well', () => {
    expect(pastDurations([aRunSummary({ status: 'running' })], 'join')).toBe(
      undefined,
    );
  });
});
