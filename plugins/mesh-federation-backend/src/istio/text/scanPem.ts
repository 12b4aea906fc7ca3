/** Larger texts are not read: more than a hundred roots fit in. */
export const MAX_PEM_LENGTH = 256 * 1024;

/** Texts with more blocks are not read: each of them costs its decoding. */
export const MAX_PEM_BLOCKS = 200;

const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';
const CERTIFICATE = 'CERTIFICATE';
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** A certificate's block in a text: where it stands, and the bytes in it. */
export interface PemCertificate {
  readonly start: number;
  /** After the line break that ends the block. */
  readonly end: number;
  readonly der: Buffer;
}

/**
 * What is wrong with a text as a list of certificates. `broken`: marks of PEM that make no block,
 * which whoever reads the text passes over. `other-block`: a block of something else, perhaps a
 * private key.
 */
export type PemFault =
  | 'too-long'
  | 'too-many-blocks'
  | 'broken'
  | 'other-block';

/** The certificates of a text and nothing else of it. */
export interface PemScan {
  /** Nothing but white space, if anything. */
  readonly blank: boolean;
  /** In the text's order; none of a text that is too long or has too many blocks. */
  readonly certificates: readonly PemCertificate[];
  /** Each kind once. */
  readonly faults: readonly PemFault[];
}

/**
 * Finds the certificates of a PEM text as istiod does, in time that grows as the text: from each
 * line that ends a block back to the last mark that begins one. A mark inside of a line, headers,
 * another label at the end and anything but base64 make it no block. Source: Go's encoding/pem
 * Decode and crypto/x509 AppendCertsFromPEM. Only certificates are kept, because the texts come
 * from people who may have put a private key beside them.
 */
export function scanPem(text: string): PemScan {
  const blank = text.trim() === '';
  if (text.length > MAX_PEM_LENGTH) {
    return { blank, certificates: [], faults: ['too-long'] };
  }
  const certificates: PemCertificate[] = [];
  const faults = new Set<PemFault>();
  let blocks = 0;
  let rest = 0;
  let outside = '';
  for (let end = text.indexOf(END); end >= 0; end = text.indexOf(END, rest)) {
    blocks += 1;
    if (blocks > MAX_PEM_BLOCKS) {
      return { blank, certificates: [], faults: ['too-many-blocks'] };
    }
    const found = readBlock(text, rest, end);
    if (typeof found === 'string') {
      faults.add(found);
      rest = end + END.length;
    } else {
      certificates.push(found);
      outside += text.slice(rest, found.start);
      rest = found.end;
    }
  }
  outside += text.slice(rest);
  if (outside.includes('-----BEGIN') || outside.includes('-----END')) {
    faults.add('broken');
  }
  return { blank, certificates, faults: [...faults] };
}

/** The block that ends at `end`, which is the line break before its last line. */
function readBlock(
  text: string,
  from: number,
  end: number,
): PemCertificate | PemFault {
  const before = text.slice(from, end);
  const begin = before.lastIndexOf(BEGIN);
  if (begin < 0 || (begin > 0 && before[begin - 1] !== '\n')) {
    return 'broken';
  }
  const first = lineAt(text, from + begin);
  const last = lineAt(text, end + 1);
  const label = first.slice(BEGIN.length, -DASHES.length);
  if (!first.endsWith(DASHES) || last !== `${END.slice(1)}${label}${DASHES}`) {
    return 'broken';
  }
  if (label !== CERTIFICATE) {
    return 'other-block';
  }
  const body = text
    .slice(lineEnd(text, from + begin), end)
    .replace(/[ \t\r\n]/g, '');
  if (body === '' || body.length % 4 !== 0 || !BASE64.test(body)) {
    return 'broken';
  }
  return {
    start: from + begin,
    end: lineEnd(text, end + 1),
    der: Buffer.from(body, 'base64'),
  };
}

/** The line from `start` on, without its line break and the white space before it. */
function lineAt(text: string, start: number): string {
  return text.slice(start, lineEnd(text, start)).trimEnd();
}

/** Where the next line begins. */
function lineEnd(text: string, start: number): number {
  const found = text.indexOf('\n', start);
  return found < 0 ? text.length : found + 1;
}
