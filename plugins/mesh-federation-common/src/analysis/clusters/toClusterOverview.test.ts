import { observed, unknown } from '../../model';
import {
  OBSERVED_AT,
  aClusterState,
  aFederation,
  aJoinedPair,
  aWorkload,
  anInventory,
  anObservation,
} from '@mesh-federation/fixtures';
import { toClusterOverview } from './toClusterOverview';

const [cluster] = anInventory(['east']).clusters;
const [east] = aJoinedPair();
const dead = aClusterState('east', {
  kubernetesVersion: unknown(
    { kind: 'unreachable', message: 'no route' },
    OBSERVED_AT,
  ),
});

describe('toClusterOverview', () => {
  it('shows what was observed, without PEM and with the federations', () => {
    const overview = toClusterOverview(
      cluster!,
      anObservation({
        ...east,
        workloads: observed(
          [
            aWorkload('a'),
            aWorkload('b', { proxies: 2, proxiesWithXdsAgent: 2 }),
          ],
          OBSERVED_AT,
        ),
      }),
      [
        aFederation(['east', 'west']),
        aFederation(['north', 'west'], { name: 'x' }),
      ],
    );
    expect(overview).toMatchObject({
      stale: false,
      factsAt: OBSERVED_AT,
      kubernetesVersion: 'v1.36.1',
      network: 'east',
      proxies: { total: 3, withXdsAgent: 2 },
      federations: ['demo'],
      controlPlanes: [
        { clusterId: 'east', trustDomain: 'cluster.local', readyReplicas: 1 },
      ],
    });
    expect(overview.roots).toHaveLength(1);
    expect(JSON.stringify(overview.roots)).not.toContain('BEGIN');
  });

  it('shows the last known facts, labelled stale, when the cluster does not answer', () => {
    const before = { ...east, at: '2026-06-01T09:00:00.000Z' };
    expect(
      toClusterOverview(cluster!, anObservation(dead, before), []),
    ).toMatchObject({
      stale: true,
      factsAt: before.at,
      network: 'east',
      reachable: { status: 'unknown', reason: { message: 'no route' } },
    });
  });

  it('shows no facts for a cluster that never answered', () => {
    for (const observation of [undefined, anObservation(dead)]) {
      const overview = toClusterOverview(cluster!, observation, []);
      expect(overview).toMatchObject({ stale: true, controlPlanes: [] });
      expect(overview).not.toHaveProperty('factsAt');
    }
  });

  it('takes a refusal for an answer', () => {
    const refused = aClusterState('east', {
      kubernetesVersion: unknown(
        { kind: 'forbidden', message: 'no', verb: 'get', resource: 'version' },
        OBSERVED_AT,
      ),
    });
    expect(toClusterOverview(cluster!, anObservation(refused), []).stale).toBe(
      false,
    );
  });
});
