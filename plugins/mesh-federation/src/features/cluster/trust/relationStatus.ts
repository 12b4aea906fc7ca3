import type {
  DiscoveryRelation,
  DiscoveryVerdict,
  TrustRelation,
  TrustVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Tone } from '../../../ui/status/Tone';

/** How a relation is painted and called, wherever it is shown. */
interface RelationStatus<Word extends string> {
  readonly tone: Tone;
  /** Key of its text. */
  readonly word: Word;
}

const trustTones: Readonly<Record<TrustVerdict, Tone>> = {
  verified: 'success',
  'verified-by-overlap': 'warning',
  'one-way': 'warning',
  broken: 'danger',
  unknown: 'unknown',
};

const discoveryTones: Readonly<Record<DiscoveryVerdict, Tone>> = {
  synced: 'success',
  'not-synced': 'danger',
  absent: 'danger',
  unknown: 'unknown',
};

/**
 * Whether one cluster verifies another: between clusters that are not meant to be joined nothing is
 * broken. Without a relation it is unknown.
 */
export function trustStatus(
  relation: Pick<TrustRelation, 'verdict' | 'apart'> | undefined,
): RelationStatus<`trust.verdict.${TrustVerdict}` | 'trust.notJoined'> {
  const verdict = relation?.verdict ?? 'unknown';
  return relation?.apart && (verdict === 'broken' || verdict === 'one-way')
    ? { tone: 'neutral', word: 'trust.notJoined' }
    : { tone: trustTones[verdict], word: `trust.verdict.${verdict}` };
}

/**
 * Whether one cluster discovers the endpoints of another: members need a remote secret, others do
 * not. Without a relation it is unknown.
 */
export function discoveryStatus(
  relation: Pick<DiscoveryRelation, 'verdict' | 'apart'> | undefined,
): RelationStatus<`discovery.verdict.${DiscoveryVerdict}`> {
  const verdict = relation?.verdict ?? 'unknown';
  return {
    tone:
      relation?.apart && verdict === 'absent'
        ? 'neutral'
        : discoveryTones[verdict],
    word: `discovery.verdict.${verdict}`,
  };
}
