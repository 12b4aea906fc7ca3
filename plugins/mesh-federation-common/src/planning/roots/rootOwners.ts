import { ownRoots } from '../../analysis/trust/ownRoots';
import type { Certificate, ClusterState } from '../../model';

/** Whose root a certificate is, as far as the states tell. */
export function rootOwners(
  states: readonly ClusterState[],
): (certificate: Certificate) => string | undefined {
  const owners = new Map<string, string>();
  for (const state of states) {
    for (const { fingerprint } of ownRoots(state) ?? []) {
      owners.set(fingerprint, state.cluster);
    }
  }
  return ({ fingerprint }) => owners.get(fingerprint);
}
