import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** Limit of Kubernetes for labels and for the parts of a DNS name. */
const LONGEST = 63;

const HASH_LENGTH = 8;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * A DNS label (RFC 1123) for a text that comes from somewhere else, such as the ARN of an EKS
 * cluster or the cluster id `Kubernetes`, which Istio has by default. What is one already stays as
 * it is; what is changed ends in a short hash, so that different texts never get one name.
 *
 * @alpha
 */
export function safeName(text: string, maxLength = LONGEST): string {
  if (text.length <= maxLength && DNS_LABEL.test(text)) {
    return text;
  }
  const hash = bytesToHex(sha256(utf8ToBytes(text))).slice(0, HASH_LENGTH);
  const readable = text
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength - HASH_LENGTH - 1)
    .replace(/^-+|-+$/g, '');
  return readable === '' ? hash : `${readable}-${hash}`;
}
