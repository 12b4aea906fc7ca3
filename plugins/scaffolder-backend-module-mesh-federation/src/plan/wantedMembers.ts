import { InputError } from '@backstage/errors';
import {
  compareStrings,
  type ClusterName,
  type Federation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Members of a federation after clusters have joined it, sorted.
 *
 * @throws InputError when that is a single one.
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
