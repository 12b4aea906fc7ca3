import type {
  ClusterName,
  ClusterOverview,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Claim } from './Claim';

/** Each cluster answered just now: what is known of one that did not is of the past. */
export function observationClaims(
  members: readonly ClusterName[],
  overviews: readonly Pick<
    ClusterOverview,
    'cluster' | 'reachable' | 'stale'
  >[],
): readonly Claim[] {
  return members.map(member => {
    const seen = overviews.find(({ cluster }) => cluster.name === member);
    const base = { about: 'observation', claim: `${member} answers` } as const;
    if (!seen) {
      return {
        ...base,
        holds: 'unknown',
        reason: 'The Kubernetes plugin does not know it',
      };
    }
    const { reachable, stale } = seen;
    if (reachable.status === 'unknown') {
      return { ...base, holds: 'unknown', reason: reachable.reason.message };
    }
    return stale
      ? { ...base, holds: 'unknown', reason: 'What is known is of the past' }
      : { ...base, holds: 'yes', reason: `Observed at ${reachable.at}` };
  });
}
