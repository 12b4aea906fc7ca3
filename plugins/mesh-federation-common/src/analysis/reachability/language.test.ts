import { faultyTexts } from '@mesh-federation/fixtures';

import type { KnownFindingCode } from '../../findings/registry';
import { LEGS, type LegName } from '../../model';
import { LEG_JUDGEMENTS } from './engine/legJudgements';
import { ALL_CASES } from './legs/__testUtils__/allCases';
import type { FindingCase } from './legs/__testUtils__/FindingCases';
import { judgeCase } from './legs/__testUtils__/judgeCase';

/** Clusters and objects begin sentences in small letters. */
const NAMES = ['east', 'west'];

const CASES = LEGS.flatMap(leg =>
  (Object.entries(ALL_CASES[leg]) as [KnownFindingCode, FindingCase][]).map(
    ([code, cases]) => [leg, code, cases] as const,
  ),
);

/** Every sentence of what a leg says. */
function sentencesOf(leg: LegName, one: Parameters<typeof judgeCase>[1]) {
  const result = judgeCase(LEG_JUDGEMENTS[leg], one);
  const findings = [
    ...result.findings,
    ...result.conditions.map(({ finding }) => finding),
  ];
  return [
    result.summary,
    ...findings.flatMap(({ message, fix }) => [message, fix]),
  ];
}

describe('what a leg says', () => {
  it.each(CASES)('of %s in the cases of %s can be shown', (leg, _, cases) => {
    for (const one of [cases.positive, cases.negative, cases.unknown]) {
      expect(
        faultyTexts(sentencesOf(leg, one), { sentence: true, names: NAMES }),
      ).toEqual([]);
    }
  });
});
