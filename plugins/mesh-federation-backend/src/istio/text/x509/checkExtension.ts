import { isAscii, isBitString, isInteger, isOid, TAG } from './derValues';
import {
  booleanOf,
  contextTag,
  demand,
  inside,
  skipOptional,
  type DerReader,
} from './derReader';

export interface Extension {
  /** The OID, hexadecimal. */
  readonly name: string;
  readonly isCritical: boolean;
  readonly value: DerReader;
}

/**
 * Refuses what Go refuses of an extension on which trust rests, and of names and policies. Source:
 * Go's crypto/x509 parser.go processExtensions.
 */
export function checkExtension({ name, isCritical, value }: Extension): void {
  switch (name) {
    case '551d0e':
      demand(!isCritical, 'its subject key identifier is marked critical');
      value.take(TAG.octetString);
      return;
    case '551d0f':
      demand(
        isBitString(value.take(TAG.bitString).content),
        'its key usage is malformed',
      );
      return;
    case '551d11':
      checkAlternativeNames(inside(value.take(TAG.sequence)));
      return;
    case '551d13':
      checkBasicConstraints(inside(value.take(TAG.sequence)));
      return;
    case '551d20':
      checkPolicies(inside(value.take(TAG.sequence)));
      return;
    case '551d23':
      demand(!isCritical, 'its authority key identifier is marked critical');
      skipOptional(inside(value.take(TAG.sequence)), contextTag(0));
      return;
    case '551d25':
      checkOids(inside(value.take(TAG.sequence)));
      return;
    default:
  }
}

function checkBasicConstraints(constraints: DerReader): void {
  if (constraints.isNext(TAG.boolean)) {
    booleanOf(constraints.any());
  }
  if (constraints.isNext(TAG.integer)) {
    const { content } = constraints.any();
    demand(
      isInteger(content) && content[0]! < 0x80 && content.length <= 8,
      'the length of path that it allows is malformed',
    );
  }
}

function checkAlternativeNames(names: DerReader): void {
  while (!names.isEmpty()) {
    const { tag, content } = names.any();
    demand(
      isAlternativeName(tag, content),
      'an alternative name of its subject is malformed',
    );
  }
}

function isAlternativeName(tag: number, content: Buffer): boolean {
  switch (tag) {
    case contextTag(1):
    case contextTag(2):
      return isAscii(content);
    case contextTag(6):
      return isUri(content);
    case contextTag(7):
      return content.length === 4 || content.length === 16;
    default:
      return true;
  }
}

/** Go takes a path alone, too. Source: Go's net/url Parse. */
function isUri(content: Buffer): boolean {
  const text = content.toString('latin1');
  const hasScheme = /^[^/?#]*:/.test(text);
  return /^[ -~]*$/.test(text) && (!hasScheme || URL.canParse(text));
}

function checkOids(usages: DerReader): void {
  while (!usages.isEmpty()) {
    demand(
      isOid(usages.take(TAG.oid).content),
      'its extended key usage is malformed',
    );
  }
}

function checkPolicies(policies: DerReader): void {
  const seen = new Set<string>();
  while (!policies.isEmpty()) {
    const { content } = inside(policies.take(TAG.sequence)).take(TAG.oid);
    const policy = content.toString('hex');
    demand(
      content.length > 0 && !seen.has(policy),
      'its certificate policies are malformed, or one is there twice',
    );
    seen.add(policy);
  }
}
