import { isUtf8 } from 'node:buffer';
import type { DerElement } from './derReader';

/** The tags that certificates are made of. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

const LAST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Go takes a UTCTime without seconds, and both kinds of time with an offset from UTC instead of Z
 * that is not zero, although RFC 5280 4.1.2.5 allows neither. Source: cryptobyte asn1.go
 * ReadASN1UTCTime, ReadASN1GeneralizedTime.
 */
const TIMES: ReadonlyMap<number, RegExp> = new Map([
  [
    TAG.utcTime,
    /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|[+-](?!0000)(\d\d)(\d\d))$/,
  ],
  [
    TAG.generalizedTime,
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|[+-](?!0000)(\d\d)(\d\d))$/,
  ],
]);

/** When a time of a certificate is, in milliseconds; undefined for none that Go takes. */
export function timeOf({ tag, content }: DerElement): number | undefined {
  const text = content.toString('latin1');
  const found = TIMES.get(tag)?.exec(text);
  if (!found) {
    return undefined;
  }
  const [
    written,
    month,
    day,
    hour,
    minute,
    second,
    offsetHours,
    offsetMinutes,
  ] = found.slice(1).map(digits => Number(digits ?? 0)) as Eight;
  const year =
    tag === TAG.utcTime ? written + (written < 50 ? 2000 : 1900) : written;
  const isDate =
    month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
  const isTime = hour < 24 && minute < 60 && second < 60;
  if (!isDate || !isTime || offsetHours > 24 || offsetMinutes > 59) {
    return undefined;
  }
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getTime() + (text.includes('+') ? -offset : offset);
}

type Eight = [number, number, number, number, number, number, number, number];

function lastDay(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && !isLeap ? 28 : LAST_DAYS[month - 1]!;
}

/**
 * Whether Go takes the text of a name. A PrintableString may have `*` and `&`, which the standard
 * does not allow, but certificates in use have. Source: Go's crypto/x509 parser.go
 * parseASN1String.
 */
export function isText({ tag, content }: DerElement): boolean {
  switch (tag) {
    case TAG.t61String:
      return true;
    case TAG.printableString:
      return /^[a-zA-Z0-9'()+,\-./ :=?*&]*$/.test(content.toString('latin1'));
    case TAG.utf8String:
      return isUtf8(content);
    case TAG.bmpString:
      return isBmp(content);
    case TAG.ia5String:
      return isAscii(content);
    case TAG.numericString:
      return /^[0-9 ]*$/.test(content.toString('latin1'));
    default:
      return false;
  }
}

export function isAscii(content: Buffer): boolean {
  return content.every(byte => byte < 0x80);
}

/** Without surrogates and what stands for no character; a zero at the end is passed over. */
function isBmp(content: Buffer): boolean {
  if (content.length % 2 !== 0) {
    return false;
  }
  for (let at = 0; at < content.length; at += 2) {
    const point = content.readUInt16BE(at);
    const isNone = point >= 0xfffe || (point >= 0xfdd0 && point <= 0xfdef);
    if (isNone || (point >= 0xd800 && point <= 0xdfff)) {
      return false;
    }
  }
  return true;
}

/** An object identifier: numbers of at most 31 bits, each in its shortest form. */
export function isOid(content: Buffer): boolean {
  let value = 0;
  let length = 0;
  for (const byte of content) {
    if ((length === 0 && byte === 0x80) || value >= 2 ** 24 || length === 5) {
      return false;
    }
    value = byte >= 0x80 ? value * 128 + (byte - 0x80) : 0;
    length = byte >= 0x80 ? length + 1 : 0;
  }
  return content.length > 0 && length === 0;
}

/** An integer in its shortest form. */
export function isInteger(content: Buffer): boolean {
  const [first, second] = content;
  if (first === undefined) {
    return false;
  }
  const isLonger =
    second !== undefined &&
    ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  return !isLonger;
}

/** Bits whose last byte has zeros where it has no bits. */
export function isBitString(content: Buffer): boolean {
  const [unused, ...bytes] = content;
  const last = bytes.at(-1);
  return (
    unused !== undefined &&
    unused <= 7 &&
    (last === undefined ? unused === 0 : last % 2 ** unused === 0)
  );
}
