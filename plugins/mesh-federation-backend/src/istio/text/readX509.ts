import 'reflect-metadata';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import { X509Certificate } from '@peculiar/x509';

/** More than any certificate of a CA needs. Decoding takes longer than it is long. */
const MAX_DER_LENGTH = 16 * 1024;

const SEQUENCE = 0x30;

/**
 * Reads a certificate, and refuses what Go refuses, and with it istiod, although this library takes
 * it: bytes after the certificate, a negative serial number, an extension twice. Throws; the
 * messages quote nothing. Source: Go's crypto/x509 parser.go.
 */
export function readX509(der: Buffer): X509Certificate {
  if (der.length > MAX_DER_LENGTH) {
    throw new Error(`it is longer than ${MAX_DER_LENGTH} bytes`);
  }
  if (lengthOf(der) !== der.length) {
    throw new Error('it is not exactly one certificate in DER');
  }
  const certificate = parsed(der);
  if (isSerialNegative(der)) {
    throw new Error('its serial number is negative');
  }
  const types = certificate.extensions.map(({ type }) => type);
  if (new Set(types).size < types.length) {
    throw new Error('it has an extension twice');
  }
  return certificate;
}

function parsed(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw new Error('it is not an X.509 certificate');
  }
}

/**
 * Looks at the bytes: `serialNumber` of a certificate leaves out the zero in front that keeps a
 * number positive, which half of all serial numbers have.
 */
function isSerialNegative(der: Buffer): boolean {
  const { tbsCertificate } = AsnConvert.parse(der, Certificate);
  const [first = 0] = new Uint8Array(tbsCertificate.serialNumber);
  return first >= 0x80;
}

/** What the DER header says of the length, header included. */
function lengthOf(der: Buffer): number | undefined {
  if (der.length < 2 || der[0] !== SEQUENCE) {
    return undefined;
  }
  const first = der[1];
  if (first < 0x80) {
    return 2 + first;
  }
  const bytes = first - 0x80;
  return bytes === 0 || bytes > 2 || der.length < 2 + bytes
    ? undefined
    : 2 + bytes + der.readUIntBE(2, bytes);
}
