import type { FindingDefinition } from '../FindingDefinition';

/** MF61xx: traffic. */
export const TRAFFIC_FINDINGS = {} as const satisfies Record<
  `MF${number}`,
  FindingDefinition
>;
