import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { X509Certificate } from '@peculiar/x509';
import type { Fingerprint } from '@mesh-federation/backstage-plugin-mesh-federation-common';

const MARKS = /-----(BEGIN|END) CERTIFICATE-----/g;
const BLOCK =
  /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----[^\S\n]*\n?/g;

/** A certificate and its own bytes, without whatever followed them in its block. */
export interface BlockCertificate {
  readonly parsed: X509Certificate;
  readonly der: Buffer;
  readonly fingerprint: Fingerprint;
}

/**
 * The PEM blocks of certificates in a text, byte-exact, each with the line break that follows it.
 */
export function pemBlocks(text: string): readonly string[] {
  return text.match(BLOCK) ?? [];
}

/**
 * Reads one PEM block. White space may stand anywhere in it, as for istiod (Go's encoding/pem);
 * OpenSSL, and so Node, is stricter. Throws when the block holds no certificate.
 */
export function readPemBlock(block: string): BlockCertificate {
  const base64 = block.replace(MARKS, '').replace(/\s/g, '');
  const parsed = new X509Certificate(Buffer.from(base64, 'base64'));
  const der = Buffer.from(parsed.rawData);
  const fingerprint = createHash('sha256').update(der).digest('hex');
  return { parsed, der, fingerprint };
}
