import type { Fingerprint } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { pemBlocks, readPemBlock } from '../../pem';

/** One PEM block as it stands in a text. */
export interface CertificateBlock {
  /** Byte-exact, with the line break that follows it. */
  readonly text: string;
  /** Absent when the block is not a certificate. */
  readonly fingerprint?: Fingerprint;
}

/** The certificates of a PEM text, in its order. */
export function certificateBlocks(pem: string): readonly CertificateBlock[] {
  return pemBlocks(pem).map(text => ({ text, ...fingerprintOf(text) }));
}

function fingerprintOf(block: string): { readonly fingerprint?: Fingerprint } {
  try {
    return { fingerprint: readPemBlock(block).fingerprint };
  } catch {
    return {};
  }
}
