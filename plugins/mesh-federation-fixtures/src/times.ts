/** The fixed present of the builders. */
export const NOW = '2026-06-01T12:00:00.000Z';

/** When the builders' clusters were observed: shortly before `NOW`. */
export const OBSERVED_AT = '2026-06-01T11:59:30.000Z';
