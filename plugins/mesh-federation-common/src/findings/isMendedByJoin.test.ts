import { isMendedByJoin } from './isMendedByJoin';
import { FINDINGS, type KnownFindingCode } from './registry';

/** A join is planned after something else, or is not what mends. */
const AFTERWARDS: readonly KnownFindingCode[] = [
  'MF2007',
  'MF2022',
  'MF3005',
  'MF3006',
  'MF3013',
  'MF3016',
  'MF3019',
  'MF3021',
  'MF4019',
];

describe('isMendedByJoin', () => {
  it('agrees with what the fix of each code says', () => {
    const codes = Object.keys(FINDINGS) as KnownFindingCode[];

    expect(codes.filter(isMendedByJoin)).toEqual(
      codes.filter(
        code =>
          /plan a join|new join plan/i.test(FINDINGS[code].fix) &&
          !AFTERWARDS.includes(code),
      ),
    );
  });
});
