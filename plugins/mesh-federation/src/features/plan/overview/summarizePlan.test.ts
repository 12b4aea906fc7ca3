import { aPlan } from '../../../__testUtils__/aPlan';
import { summarizePlan } from './summarizePlan';

describe('summarizePlan', () => {
  const summary = summarizePlan(aPlan().steps);

  it('counts the objects of each cluster by what happens to them', () => {
    expect(summary.objects).toBe(6);
    expect(summary.clusters).toEqual([
      {
        cluster: 'east',
        counts: [
          { operation: 'create', count: 2 },
          { operation: 'update', count: 1 },
        ],
      },
      {
        cluster: 'west',
        counts: [
          { operation: 'create', count: 2 },
          { operation: 'update', count: 1 },
        ],
      },
    ]);
  });

  it('says once what users notice in several clusters', () => {
    expect(summary.notices).toEqual([
      {
        text: 'istiod restarts once; running proxies keep their configuration.',
        clusters: ['east', 'west'],
      },
    ]);
  });

  it('has nothing to say of a plan without steps', () => {
    expect(summarizePlan([])).toEqual({
      objects: 0,
      clusters: [],
      notices: [],
      proposedIn: [],
    });
  });
});
