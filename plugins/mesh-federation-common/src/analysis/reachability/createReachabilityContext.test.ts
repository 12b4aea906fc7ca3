import { analyzeDiscovery } from '../analyzeDiscovery';
import { analyzeTrust } from '../trust/analyzeTrust';
import { NOW, aMeshOfServices } from '../../testUtils';
import { createReachabilityContext } from './createReachabilityContext';
import { indexCluster } from './indexCluster';

const states = aMeshOfServices(['west', 'east', 'north']);
const context = createReachabilityContext(
  states.map(state => ({ state })),
  NOW,
  { federations: [] },
);

describe('createReachabilityContext', () => {
  it('lists the clusters sorted', () => {
    expect(context.clusters).toEqual(['east', 'north', 'west']);
  });

  it('shares the index of a state with every other context', () => {
    expect(context.index('west')).toBe(indexCluster(states[0]!));
    expect(context.index('nowhere')).toBeUndefined();
  });

  it('has the verdicts on pairs that the analysis of all pairs gives', () => {
    const trust = analyzeTrust(states, NOW);
    const discovery = analyzeDiscovery(states, NOW);
    expect(trust).toHaveLength(6);
    for (const relation of trust) {
      expect(context.trust(relation.from, relation.to)).toEqual(relation);
    }
    for (const relation of discovery) {
      expect(context.discovery(relation.in, relation.for)).toEqual(relation);
    }
  });

  it('judges a pair once', () => {
    expect(context.trust('east', 'west')).toBe(context.trust('east', 'west'));
  });

  it('has no verdict on a cluster and itself, or on one that it does not have', () => {
    expect(context.trust('east', 'east')).toBeUndefined();
    expect(context.discovery('east', 'nowhere')).toBeUndefined();
  });

  it('never uses what was known before', () => {
    const [old, now] = [states[0]!, { ...states[0]! }];
    const other = createReachabilityContext(
      [{ state: now, lastKnown: old }],
      NOW,
      { federations: [] },
    );
    expect(other.index('west')?.state).toBe(now);
  });
});
