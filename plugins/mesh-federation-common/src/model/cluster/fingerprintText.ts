import type { Fingerprint } from '../basics/identifiers';

/**
 * A fingerprint as people compare it: all of it in the form that `openssl x509 -fingerprint`
 * prints.
 *
 * @public
 */
export function fingerprintText(fingerprint: Fingerprint): string {
  return (fingerprint.toUpperCase().match(/.{1,2}/g) ?? []).join(':');
}

/**
 * The first eight bytes of it, which tell the roots of a mesh apart.
 *
 * @public
 */
export function shortFingerprint(fingerprint: Fingerprint): string {
  return fingerprintText(fingerprint.slice(0, 16));
}
