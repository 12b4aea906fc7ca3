import {
  anOverview,
  anUnknownOverview,
  aStaleOverview,
} from '../../../__testUtils__/anOverview';
import { silentClusters } from './silentClusters';

it('names the clusters that do not answer, with when they did', () => {
  const stale = aStaleOverview('north');

  expect(
    silentClusters([anOverview('east'), stale, anUnknownOverview('south')]),
  ).toEqual([
    {
      name: 'north',
      factsAt: stale.factsAt,
      reason: expect.stringContaining('ECONNREFUSED'),
    },
    { name: 'south', reason: 'no answer within 10 s' },
  ]);
});
