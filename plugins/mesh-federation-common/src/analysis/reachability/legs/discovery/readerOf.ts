import {
  ISTIO_NAMESPACE,
  READER_NAME,
  type RemoteSecret,
} from '../../../../model';
import type { ClusterPair } from '../../question/oncePerPair';

/**
 * What the account of a remote secret may do in the provider's cluster. Only this plugin's own
 * reader is known. `no-connection`: the secret points to another API server or trusts none of its
 * CAs. `not-observed`: it is the plugin's own reader, whose role could not be read; `unknown`: it
 * is somebody else's account.
 */
export type ReaderRights =
  | 'all'
  | 'all-but-secrets'
  | 'too-few'
  | 'no-connection'
  | 'not-observed'
  | 'unknown';

export function readerOf(
  { provider }: ClusterPair,
  secret: RemoteSecret,
): ReaderRights {
  const { reader, apiServer } = provider.state;
  if (trustsNoneOf(apiServer.caFingerprints, secret)) {
    return 'no-connection';
  }
  const isOwn =
    secret.tokenSubject ===
    `system:serviceaccount:${ISTIO_NAMESPACE}:${READER_NAME}`;
  if (!isOwn) {
    return 'unknown';
  }
  if (reader.status === 'unknown') {
    return 'not-observed';
  }
  if (!reader.value.complete) {
    return 'too-few';
  }
  return reader.value.secrets ? 'all' : 'all-but-secrets';
}

/** False when the CAs of the API server or of the secret are not known. */
export function trustsNoneOf(
  known: readonly string[],
  { caFingerprints }: RemoteSecret,
): boolean {
  return (
    known.length > 0 &&
    caFingerprints.length > 0 &&
    !caFingerprints.some(item => known.includes(item))
  );
}
