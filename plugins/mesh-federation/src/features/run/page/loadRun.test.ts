import type { RunEvent } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aRun } from '../../../__testUtils__/aRun';
import { loadRun } from './loadRun';

const EVENTS: readonly RunEvent[] = Array.from({ length: 5 }, (_, index) => ({
  sequence: index + 1,
  at: '2026-01-01T00:00:00.000Z',
  type: 'step-progress',
  message: `Event ${index + 1}`,
}));

/** The newest two come with the run; the cursor is the number of the first of them. */
const api = {
  getRun: async () => ({
    ...aRun(),
    events: EVENTS.slice(3),
    earlierEvents: '4',
  }),
  listRunEvents: async (
    _id: string,
    { limit = 100, cursor = '6' }: { limit?: number; cursor?: string } = {},
  ) => {
    const items = EVENTS.filter(({ sequence }) => sequence < Number(cursor))
      .reverse()
      .slice(0, limit);
    const first = items.at(-1)!.sequence;
    return {
      items,
      ...(first > 1
        ? { nextCursor: String(first), leftOut: first - 1 }
        : undefined),
    };
  },
};

describe('loadRun', () => {
  it.each([
    [2, [4, 5]],
    [4, [2, 3, 4, 5]],
    [20, [1, 2, 3, 4, 5]],
  ])(
    'gives %d events or all there are, oldest first',
    async (wanted, shown) => {
      const { events } = await loadRun(api, 'run-1', wanted);

      expect(events.map(({ sequence }) => sequence)).toEqual(shown);
    },
  );
});
