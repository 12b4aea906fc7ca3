import type { FindingDefinition } from '../FindingDefinition';

/** MF5xxx: Services and their names. */
export const SERVICE_FINDINGS = {} as const satisfies Record<
  `MF${number}`,
  FindingDefinition
>;
