import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { FindingSurroundings } from './FindingSurroundings';

/** Federations that have every cluster of a finding as a member; none when that is not known. */
export function federationsOf(
  { cluster, peer }: Pick<Finding, 'cluster' | 'peer'>,
  { clusters }: Pick<FindingSurroundings, 'clusters'>,
): readonly string[] {
  const [first = [], ...others] = [cluster, peer]
    .filter(name => name !== undefined)
    .map(
      name =>
        clusters.find(overview => overview.cluster.name === name)
          ?.federations ?? [],
    );
  return first.filter(federation =>
    others.every(federations => federations.includes(federation)),
  );
}
