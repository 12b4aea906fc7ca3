import type { Fingerprint } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * A fingerprint as people compare it: the first eight bytes, and all of it in the form that
 * `openssl x509 -fingerprint` prints.
 */
export interface FingerprintText {
  readonly short: string;
  readonly full: string;
}

/** Writes 64 hexadecimal digits as bytes with colons. */
export function formatFingerprint(fingerprint: Fingerprint): FingerprintText {
  const bytes = fingerprint.toLocaleUpperCase('en-US').match(/.{1,2}/g) ?? [];
  return { short: bytes.slice(0, 8).join(':'), full: bytes.join(':') };
}
