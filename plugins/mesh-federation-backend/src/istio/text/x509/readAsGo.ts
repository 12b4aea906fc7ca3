import {
  isBitString,
  isInteger,
  isOid,
  isText,
  TAG,
  timeOf,
} from './derValues';
import { checkExtension } from './checkExtension';
import {
  booleanOf,
  contextTag,
  demand,
  derReader,
  inside,
  skipOptional,
  type DerElement,
  type DerReader,
} from './derReader';

const constructedTag = (number: number) => 0xa0 + number;

const RSA = '2a864886f70d010101';
const ECDSA = '2a8648ce3d0201';
const ED25519 = '2b6570';

/** Bytes of a coordinate, by the OIDs of the curves that Go knows. */
const CURVES: Readonly<Record<string, number>> = {
  '2b81040021': 28,
  '2a8648ce3d030107': 32,
  '2b81040022': 48,
  '2b81040023': 66,
};

/** What Go reads of a certificate that other libraries read otherwise. */
export interface GoReading {
  /** From when until when it holds. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Go reads those of version 3 alone; to it, others have none, and are no CA. */
  readonly readsExtensions: boolean;
}

/**
 * Reads what is in a certificate as Go does, and with it istiod, and refuses what Go refuses: the
 * shape, the algorithms, names, times, the key and the extensions that trust rests on. Throws; the
 * messages quote nothing. The order and the tolerance are Go's: it looks neither behind what it
 * needs nor into extensions that it does not know. Source: crypto/x509 parser.go parseCertificate.
 */
export function readAsGo(certificate: Buffer): GoReading {
  const input = derReader(certificate);
  const tbs = inside(input.take(TAG.sequence));
  const version = versionOf(tbs);
  checkSerial(tbs.take(TAG.integer).content);
  const algorithm = tbs.take(TAG.sequence);
  if (!algorithm.content.equals(input.take(TAG.sequence).content)) {
    throw new Error('its inner and outer signature algorithms differ');
  }
  algorithmOf(algorithm);
  checkName(tbs.take(TAG.sequence));
  const validity = validityOf(inside(tbs.take(TAG.sequence)));
  checkName(tbs.take(TAG.sequence));
  checkKey(inside(tbs.take(TAG.sequence)));
  if (version > 0) {
    skipOptional(tbs, contextTag(1));
    skipOptional(tbs, contextTag(2));
  }
  const readsExtensions = version === 2;
  if (readsExtensions && tbs.isNext(constructedTag(3))) {
    const outer = inside(tbs.take(constructedTag(3)));
    checkExtensions(inside(outer.take(TAG.sequence)));
  }
  demand(
    isBitString(input.take(TAG.bitString).content),
    'its signature is malformed',
  );
  return { ...validity, readsExtensions };
}

/** As written: 0 is version 1. */
function versionOf(tbs: DerReader): number {
  if (!tbs.isNext(constructedTag(0))) {
    return 0;
  }
  const explicit = inside(tbs.take(constructedTag(0)));
  const { content } = explicit.take(TAG.integer);
  const [version = 0] = content;
  demand(
    content.length === 1 && version <= 2 && explicit.isEmpty(),
    'it has no known version',
  );
  return version;
}

function checkSerial(content: Buffer): void {
  demand(isInteger(content), 'its serial number is malformed');
  demand(content[0]! < 0x80, 'its serial number is negative');
}

interface Algorithm {
  /** Hexadecimal. */
  readonly oid: string;
  readonly parameters?: DerElement;
}

function algorithmOf(sequence: DerElement): Algorithm {
  const reader = inside(sequence);
  const { content } = reader.take(TAG.oid);
  demand(isOid(content), 'the name of an algorithm is malformed');
  const oid = content.toString('hex');
  return reader.isEmpty() ? { oid } : { oid, parameters: reader.any() };
}

function checkName(name: DerElement): void {
  for (const sets = inside(name); !sets.isEmpty(); ) {
    for (const set = inside(sets.take(TAG.set)); !set.isEmpty(); ) {
      const attribute = inside(set.take(TAG.sequence));
      demand(
        isOid(attribute.take(TAG.oid).content) && isText(attribute.any()),
        'its subject or issuer has a malformed text',
      );
    }
  }
}

function validityOf(
  validity: DerReader,
): Pick<GoReading, 'notBefore' | 'notAfter'> {
  const notBefore = timeOf(validity.any());
  const notAfter = timeOf(validity.any());
  if (notBefore === undefined || notAfter === undefined) {
    throw new Error('it has a malformed time');
  }
  return {
    notBefore: new Date(notBefore).toISOString(),
    notAfter: new Date(notAfter).toISOString(),
  };
}

function checkKey(reader: DerReader): void {
  const { oid, parameters } = algorithmOf(reader.take(TAG.sequence));
  const { content } = reader.take(TAG.bitString);
  demand(
    isBitString(content) &&
      isKey({ oid, parameters, key: content.subarray(1) }),
    'its public key is malformed, or of a curve that istiod does not know',
  );
}

function isKey(options: {
  readonly oid: string;
  readonly parameters: DerElement | undefined;
  readonly key: Buffer;
}): boolean {
  const { oid, parameters, key } = options;
  switch (oid) {
    case RSA:
      return parameters?.whole.toString('hex') === '0500' && isRsaKey(key);
    case ECDSA: {
      const curve = parameters?.tag === TAG.oid ? parameters.content : key;
      const size = CURVES[curve.toString('hex')];
      return size !== undefined && key.length === 1 + 2 * size && key[0] === 4;
    }
    case ED25519:
      return parameters === undefined && key.length === 32;
    default:
      return true;
  }
}

function isRsaKey(key: Buffer): boolean {
  const numbers = inside(derReader(key).take(TAG.sequence));
  const isPositive = ({ content }: DerElement) =>
    isInteger(content) &&
    content[0]! < 0x80 &&
    content.some(byte => byte !== 0);
  const modulus = numbers.take(TAG.integer);
  const exponent = numbers.take(TAG.integer);
  return (
    isPositive(modulus) && isPositive(exponent) && exponent.content.length <= 8
  );
}

function checkExtensions(extensions: DerReader): void {
  const seen = new Set<string>();
  while (!extensions.isEmpty()) {
    const reader = inside(extensions.take(TAG.sequence));
    const { content: oid } = reader.take(TAG.oid);
    demand(isOid(oid), 'the name of an extension is malformed');
    const isCritical = reader.isNext(TAG.boolean)
      ? booleanOf(reader.any())
      : false;
    const name = oid.toString('hex');
    demand(!seen.has(name), 'it has an extension twice');
    seen.add(name);
    const value = derReader(reader.take(TAG.octetString).content);
    checkExtension({ name, isCritical, value });
  }
}
