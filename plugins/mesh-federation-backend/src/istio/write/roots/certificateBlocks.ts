import { X509Certificate } from 'node:crypto';
import type { Fingerprint } from '@mesh-federation/backstage-plugin-mesh-federation-common';

const BLOCK =
  /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----[^\S\n]*\n?/g;

/** One PEM block as it stands in a text. */
export interface CertificateBlock {
  /** Byte-exact, with the line break that follows it. */
  readonly text: string;
  /** Absent when the block is not a certificate. */
  readonly fingerprint?: Fingerprint;
}

/** The certificates of a PEM text, in its order. */
export function certificateBlocks(pem: string): readonly CertificateBlock[] {
  return (pem.match(BLOCK) ?? []).map(text => ({
    text,
    ...fingerprintOf(text),
  }));
}

function fingerprintOf(block: string): { readonly fingerprint?: Fingerprint } {
  try {
    const certificate = new X509Certificate(block);
    return {
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    };
  } catch {
    return {};
  }
}
