import { analyzeDiscovery } from '../../../discovery/analyzeDiscovery';
import { analyzeTrust } from '../../../trust/analyzeTrust';
import { observed } from '../../../../model';
import {
  NOW,
  aFederation,
  aMeshOfServices,
  withControlPlane,
  withState,
  withUnknown,
} from '@mesh-federation/fixtures';
import { createReachabilityContext } from './createReachabilityContext';
import { indexCluster } from '../indexCluster';

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

  describe('with the same states as another context', () => {
    const at = (now: string) =>
      createReachabilityContext(
        states.map(state => ({ state })),
        now,
        { federations: [] },
      );

    it('keeps its verdicts on pairs', () => {
      const later = at('2026-06-01T12:30:00.000Z');
      expect(later.trust('east', 'west')).toBe(context.trust('east', 'west'));
      expect(later.discovery('east', 'west')).toBe(
        context.discovery('east', 'west'),
      );
    });

    it('judges anew after a token or a root has ended', () => {
      expect(context.discovery('east', 'west')?.verdict).toBe('synced');
      expect(
        at('2026-07-01T00:00:00.000Z').discovery('east', 'west')?.verdict,
      ).toBe('not-synced');
      expect(context.trust('east', 'west')?.verdict).toBe('verified');
      expect(
        at('2036-01-02T00:00:00.000Z').trust('east', 'west')?.verdict,
      ).toBe('broken');
    });

    it('judges only the pairs of a changed cluster anew', () => {
      const changed = createReachabilityContext(
        withUnknown(states, 'north', 'trustStore').map(state => ({ state })),
        NOW,
        { federations: [] },
      );
      expect(changed.trust('east', 'west')).toBe(context.trust('east', 'west'));
      expect(changed.trust('east', 'north')?.verdict).toBe('unknown');
    });

    it('judges anew when a federation chooses another reader', () => {
      const notSynced = withControlPlane(
        withState(states, 'west', ({ reader }) => ({
          reader:
            reader.status === 'observed'
              ? observed({ ...reader.value, secrets: false }, reader.at)
              : reader,
        })),
        'east',
        plane => ({
          ...plane,
          replicas: plane.replicas.map(replica => ({
            ...replica,
            sync: observed(
              [{ clusterId: 'west', status: 'timeout' as const }],
              replica.sync.at,
            ),
          })),
        }),
      );
      const reasonWith = (reader: 'with-secrets' | 'without-secrets') =>
        createReachabilityContext(
          notSynced.map(state => ({ state })),
          NOW,
          { federations: [aFederation(['east', 'west'], { reader })] },
        ).discovery('east', 'west')?.reason;
      expect(reasonWith('with-secrets')).toContain('timeout');
      expect(reasonWith('without-secrets')).toContain(
        'as the federation chose',
      );
    });
  });
});
