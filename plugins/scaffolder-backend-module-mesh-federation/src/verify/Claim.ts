/** Something that is to hold, and whether it does. */
export type Claim = {
  about: 'observation' | 'trust' | 'discovery' | 'reachability';
  /** For example `east verifies west`. */
  claim: string;
  /** `unknown` is not `yes`. */
  holds: 'yes' | 'no' | 'unknown';
  reason: string;
};
