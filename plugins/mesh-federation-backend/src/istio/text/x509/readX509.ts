import 'reflect-metadata';
import {
  X509Certificate as NodeCertificate,
  type KeyObject,
} from 'node:crypto';
import { X509Certificate } from '@peculiar/x509';
import { derReader } from './derReader';
import { TAG } from './derValues';
import { readAsGo, type GoReading } from './readAsGo';

/** More than any certificate of a CA needs. Decoding takes longer than it is long. */
const MAX_DER_LENGTH = 16 * 1024;

/** A certificate that Go takes, as two libraries see it, and what Go sees otherwise. */
export interface ReadCertificate extends GoReading {
  readonly fields: X509Certificate;
  readonly node: NodeCertificate;
  readonly publicKey: KeyObject;
}

/**
 * Reads a certificate, and refuses what Go refuses, and with it istiod, although these libraries
 * take it. Throws; the messages quote nothing.
 */
export function readX509(der: Buffer): ReadCertificate {
  if (der.length > MAX_DER_LENGTH) {
    throw new Error(`it is longer than ${MAX_DER_LENGTH} bytes`);
  }
  const reader = derReader(der);
  const { content } = reader.take(TAG.sequence);
  if (!reader.isEmpty()) {
    throw new Error('there are bytes behind it');
  }
  const reading = readAsGo(content);
  try {
    const node = new NodeCertificate(der);
    const fields = new X509Certificate(der);
    return { ...reading, fields, node, publicKey: node.publicKey };
  } catch {
    throw new Error('it is not an X.509 certificate');
  }
}
