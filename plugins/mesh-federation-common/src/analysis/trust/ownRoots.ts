import type { Certificate, ClusterState, TrustStore } from '../../model';
import { remembered } from '../remembered';
import { compareStrings } from '../../model/basics/compareStrings';

const sortedOwnRoots = remembered((store: TrustStore) =>
  sortCertificates(ownRootsOf(store)),
);

/**
 * The roots that vouch for the workloads of a cluster, sorted by fingerprint; absent when its trust
 * store is unknown.
 *
 * istiod's self-signed CA has only its own roots in ConfigMap istio-ca-root-cert. A plugged-in CA
 * may also have roots of other clusters there, because the whole root-cert.pem is distributed
 * (istio/istio pilot/pkg/bootstrap/istio_ca.go): then those count as its own that issued its chain.
 */
export function ownRoots(
  state: ClusterState,
): readonly Certificate[] | undefined {
  if (state.trustStore.status === 'unknown') {
    return undefined;
  }
  return sortedOwnRoots(state.trustStore.value);
}

function ownRootsOf(store: TrustStore): readonly Certificate[] {
  if (store.pluggedIn === undefined) {
    return store.roots;
  }
  const chain = [store.pluggedIn.signing, ...store.pluggedIn.chain];
  const issuing = store.roots.filter(root =>
    chain.some(certificate => issued(root, certificate)),
  );
  return issuing.length === 0 ? store.roots : issuing;
}

function issued(root: Certificate, certificate: Certificate): boolean {
  if (certificate.fingerprint === root.fingerprint) {
    return true;
  }
  if (certificate.issuer !== root.subject) {
    return false;
  }
  return (
    certificate.authorityKeyId === undefined ||
    root.subjectKeyId === undefined ||
    certificate.authorityKeyId === root.subjectKeyId
  );
}

/** Sorted by fingerprint, each once. */
function sortCertificates(
  certificates: readonly Certificate[],
): readonly Certificate[] {
  const byFingerprint = new Map(
    certificates.map(certificate => [certificate.fingerprint, certificate]),
  );
  return [...byFingerprint.values()].sort((a, b) =>
    compareStrings(a.fingerprint, b.fingerprint),
  );
}

/** Valid at the given time. */
export function isValidAt(certificate: Certificate, now: string): boolean {
  const time = Date.parse(now);
  return (
    Date.parse(certificate.notBefore) <= time &&
    time < Date.parse(certificate.notAfter)
  );
}
