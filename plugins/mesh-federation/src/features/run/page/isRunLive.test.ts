import { aFinishedRun, aRun } from '../../../__testUtils__/aRun';
import { isRunLive } from './isRunLive';

const END = '2026-03-04T12:00:00.000Z';
const MINUTE = 60_000;

describe('isRunLive', () => {
  it.each([
    ['is running', aRun(), 0, true],
    ['has its proof', aFinishedRun({ finishedAt: END }), 0, false],
    [
      'ended a moment ago without proof',
      aFinishedRun({ finishedAt: END, proof: undefined }),
      MINUTE,
      true,
    ],
    [
      'ended long ago without proof',
      aFinishedRun({ finishedAt: END, proof: undefined }),
      5 * MINUTE,
      false,
    ],
  ])('judges a run that %s', (_, run, after, live) => {
    expect(isRunLive(run, Date.parse(END) + after)).toBe(live);
  });
});
