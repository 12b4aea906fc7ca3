import type { FindingCode } from '../model';

const MENDED: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'MF2001',
  'MF2002',
  'MF2003',
  'MF2012',
  'MF2013',
  'MF2021',
  'MF3001',
  'MF3007',
  'MF3008',
  'MF3009',
  'MF3010',
  'MF3015',
  'MF3020',
  'MF4001',
  'MF4004',
  'MF4021',
]);

/**
 * Whether a plan to join does what the fix of a finding says, and nothing has to be done before.
 *
 * @public
 */
export function isMendedByJoin(code: FindingCode): boolean {
  return MENDED.has(code);
}
