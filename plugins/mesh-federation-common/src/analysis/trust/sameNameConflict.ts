import type { Certificate, ClusterState } from '../../model';
import { ownRoots } from './ownRoots';

/**
 * Two different roots of the same subject that a verifier cannot tell apart, because a root has no
 * subject key identifier or a certificate below it no authority key identifier. BoringSSL picks an
 * issuer by name and key identifier and tries no second one. Absent when there are none, or when a
 * trust store is unknown.
 */
export function sameNameConflict(
  a: ClusterState,
  b: ClusterState,
): { readonly a: Certificate; readonly b: Certificate } | undefined {
  const rootsOfB = ownRoots(b) ?? [];
  for (const rootOfA of ownRoots(a) ?? []) {
    const rootOfB = rootsOfB.find(
      root =>
        root.subject === rootOfA.subject &&
        root.fingerprint !== rootOfA.fingerprint,
    );
    if (
      rootOfB !== undefined &&
      (lacksKeyIdentifiers(a, rootOfA) || lacksKeyIdentifiers(b, rootOfB))
    ) {
      return { a: rootOfA, b: rootOfB };
    }
  }
  return undefined;
}

function lacksKeyIdentifiers(state: ClusterState, root: Certificate): boolean {
  if (root.subjectKeyId === undefined) {
    return true;
  }
  const pluggedIn =
    state.trustStore.status === 'observed'
      ? state.trustStore.value.pluggedIn
      : undefined;
  // Go adds both identifiers to what istiod issues itself, so that only a plugged-in chain can lack
  // them.
  return (
    pluggedIn !== undefined &&
    [pluggedIn.signing, ...pluggedIn.chain].some(
      certificate =>
        !certificate.selfSigned && certificate.authorityKeyId === undefined,
    )
  );
}
