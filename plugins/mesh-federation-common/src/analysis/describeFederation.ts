import type { ClusterName, Federation } from '../model';
import { compareStrings } from '../model/basics/compareStrings';

/**
 * The federation that has all these clusters as members, with its name: `federation demo`. Where
 * there are several, each by its name; where there is none, the one that is to be made.
 */
export function describeFederation(
  federations: readonly Pick<Federation, 'name' | 'members'>[],
  clusters: readonly ClusterName[],
): string {
  const names = federations
    .filter(({ members }) => clusters.every(name => members.includes(name)))
    .map(({ name }) => name)
    .sort(compareStrings);
  switch (names.length) {
    case 0:
      return `a federation with ${clusters.join(' and ')}`;
    case 1:
      return `federation ${names[0]}`;
    default:
      return `one of the federations ${names.join(', ')}`;
  }
}
