import { InputError } from '@backstage/errors';
import { compareStrings } from '../basics/compareStrings';
import type { ClusterName } from '../basics/identifiers';
import type { Federation } from './federation';

/**
 * Members of a federation after clusters have joined it, sorted.
 *
 * @throws InputError that names `clusters` when that is a single one.
 *
 * @public
 */
export function wantedMembers(
  existing: Pick<Federation, 'members'> | undefined,
  joining: readonly ClusterName[],
): readonly ClusterName[] {
  const members = [...new Set([...(existing?.members ?? []), ...joining])];
  if (members.length < 2) {
    throw new InputError(
      `clusters: '${
        members[0] ?? ''
      }' alone is no federation. Name a second cluster, or a federation that has members`,
    );
  }
  return members.sort(compareStrings);
}
