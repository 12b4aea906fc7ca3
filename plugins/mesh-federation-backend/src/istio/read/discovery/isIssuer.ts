import {
  isSameApiServer,
  type ApiServerEndpoint,
  type RemoteSecret,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What tells one API server from another. */
export type ApiServerIdentity = Pick<
  ApiServerEndpoint,
  'url' | 'caFingerprints'
>;

/**
 * Whether a remote secret was made for an API server: the only one that may be shown its token.
 * Address and CA have to be right. The CA is what a cluster says of itself, in a ConfigMap that its
 * administrators write; the address is what Backstage knows of it.
 */
export function isIssuer(
  secret: Pick<RemoteSecret, 'server' | 'caFingerprints'>,
  { url, caFingerprints }: ApiServerIdentity,
): boolean {
  return (
    isSameApiServer(secret.server, url) &&
    secret.caFingerprints.length > 0 &&
    secret.caFingerprints.every(fingerprint =>
      caFingerprints.includes(fingerprint),
    )
  );
}
