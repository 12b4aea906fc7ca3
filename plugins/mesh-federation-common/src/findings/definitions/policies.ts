import type { FindingDefinition } from '../FindingDefinition';

/** MF60xx: policies. */
export const POLICY_FINDINGS = {} as const satisfies Record<
  `MF${number}`,
  FindingDefinition
>;
