import { createHash } from 'node:crypto';
import type { Fingerprint } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { scanPem } from './scanPem';

/**
 * SHA-256 of each certificate of a text, in its order. Nothing is decoded, so that a text of
 * whoever may write into a namespace costs no more than its hash.
 */
export function fingerprintsOf(text: string): readonly Fingerprint[] {
  return scanPem(text).certificates.map(({ der }) => fingerprintOf(der));
}

/** SHA-256 of a certificate in DER. */
export function fingerprintOf(der: Buffer): Fingerprint {
  return createHash('sha256').update(der).digest('hex');
}
