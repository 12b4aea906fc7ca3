/** One element of DER: what is in it, and the whole of it with its header. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

/** Takes the elements of DER one after the other. */
export interface DerReader {
  isEmpty(): boolean;
  /** Whether an element of this tag is next. */
  isNext(tag: number): boolean;
  /** Takes the next element, whatever it is. */
  any(): DerElement;
  /** Takes the next element, which has to have this tag. */
  take(tag: number): DerElement;
}

/**
 * Reads DER as Go does: one byte of tag, and lengths in their shortest form alone. Throws where Go
 * gives up. Source: golang.org/x/crypto/cryptobyte asn1.go readASN1.
 */
export function derReader(bytes: Buffer): DerReader {
  let at = 0;
  const isNext = (tag: number) => bytes[at] === tag;
  const any = () => {
    const element = elementAt(bytes, at);
    at += element.whole.length;
    return element;
  };
  return {
    isEmpty: () => at === bytes.length,
    isNext,
    any,
    take: tag => {
      if (!isNext(tag)) {
        throw new Error(
          `there is no element of tag ${tag} where one has to be`,
        );
      }
      return any();
    },
  };
}

function elementAt(bytes: Buffer, at: number): DerElement {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || tag % 32 === 31) {
    throw new Error('an element has no header');
  }
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const start = at + 2 + lengthBytes;
  if (first === 0x80 || lengthBytes > 4 || start > bytes.length) {
    throw new Error('an element has no length');
  }
  const length =
    lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
  if (lengthBytes > 0 && length < Math.max(0x80, 256 ** (lengthBytes - 1))) {
    throw new Error('a length is longer than it has to be');
  }
  if (start + length > bytes.length) {
    throw new Error('an element is longer than what it is in');
  }
  const end = start + length;
  return {
    tag,
    content: bytes.subarray(start, end),
    whole: bytes.subarray(at, end),
  };
}

/** The tag of a field that has a number instead of a type. */
export function contextTag(number: number): number {
  return 0x80 + number;
}

export function inside({ content }: DerElement): DerReader {
  return derReader(content);
}

export function demand(holds: boolean, otherwise: string): void {
  if (!holds) {
    throw new Error(otherwise);
  }
}

export function skipOptional(reader: DerReader, tag: number): void {
  if (reader.isNext(tag)) {
    reader.take(tag);
  }
}

export function booleanOf({ content }: DerElement): boolean {
  const [value] = content;
  demand(
    content.length === 1 && (value === 0 || value === 0xff),
    'an extension has a malformed truth value',
  );
  return value === 0xff;
}
