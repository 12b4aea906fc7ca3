import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalize } from 'json-canonicalize';

import type { ClusterName, Federation } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';

/**
 * The federations that have one of the clusters as a member: whatever one of them writes there, the
 * others may need.
 *
 * @alpha
 */
export function sharingFederations(
  clusters: readonly ClusterName[],
  federations: readonly Federation[],
): readonly Federation[] {
  return federations.filter(({ members }) =>
    members.some(member => clusters.includes(member)),
  );
}

/**
 * What is wanted of clusters: SHA-256 (hexadecimal) of the canonical JSON (RFC 8785) of name,
 * members and reader of every federation that has one of them as a member. A plan was made for it;
 * once it is another one, neither what the plan writes nor what it removes can be relied on.
 *
 * @alpha
 */
export function planIntent(
  clusters: readonly ClusterName[],
  federations: readonly Federation[],
): string {
  const wanted = sharingFederations(clusters, federations)
    .map(({ name, members, reader }) => ({
      name,
      members: [...members].sort(compareStrings),
      reader,
    }))
    .sort((a, b) => compareStrings(a.name, b.name));
  return bytesToHex(sha256(utf8ToBytes(canonicalize(wanted))));
}
