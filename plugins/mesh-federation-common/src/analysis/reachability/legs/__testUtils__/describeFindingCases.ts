import { aFederation } from '@mesh-federation/fixtures';
import { FINDINGS, type KnownFindingCode } from '../../../../findings/registry';
import type { Federation } from '../../../../model';
import type { Leg } from '../../question/Leg';
import type { FindingCase, FindingCases } from './FindingCases';
import { judgeCase } from './judgeCase';

/** Declares the tests of a leg's cases: call it in `<leg>.test.ts` at the top level. */
// eslint-disable-next-line jest/no-export -- every leg declares the same tests
export function describeFindingCases(leg: Leg, cases: FindingCases): void {
  describe.each(Object.entries(cases) as [KnownFindingCode, FindingCase][])(
    '%s',
    (code, { positive, negative, unknown }) => {
      const isError = FINDINGS[code].severity === 'error';
      // An error that keeps some out alone is a condition, and a warning there.
      const findingsOf = ({ findings, conditions }: ReturnType<Leg>) =>
        isError
          ? findings
          : [...findings, ...conditions.map(({ finding }) => finding)];
      const codesOf = (result: ReturnType<Leg>) =>
        findingsOf(result).map(finding => finding.code);

      it(`is brought when ${positive.when}`, () => {
        const result = judgeCase(leg, positive);
        const found = findingsOf(result).filter(item => item.code === code);
        expect(found).not.toHaveLength(0);
        // Whoever reads an error has to see the very object that is at fault.
        expect({
          isViolated: result.status === 'violated',
          namesObjects: found.every(
            ({ object, evidence }) =>
              object !== undefined ||
              evidence.some(item => item.object !== undefined),
          ),
        }).toMatchObject(
          isError ? { isViolated: true, namesObjects: true } : {},
        );
        expect(result).toMatchObject(positive.expected ?? {});
      });

      if (FINDINGS[code].fix.includes('{federation}')) {
        it('calls the federation by its name, and none where there is none', () => {
          const fixOf = (federations: readonly Federation[]) =>
            findingsOf(judgeCase(leg, { ...positive, federations })).find(
              item => item.code === code,
            )?.fix;
          const members = positive.states().map(({ cluster }) => cluster);
          expect(fixOf([aFederation(members)])).toContain('federation demo');
          expect(fixOf([])).toContain('a federation with ');
        });
      }

      it(`is not brought when ${negative.when}`, () => {
        const result = judgeCase(leg, negative);
        expect(codesOf(result)).not.toContain(code);
        expect(result.status).toBe('satisfied');
        expect(result).toMatchObject(negative.expected ?? {});
      });

      it(`is not brought, and the leg is unknown, when ${unknown.when}`, () => {
        const result = judgeCase(leg, unknown);
        expect(codesOf(result)).not.toContain(code);
        expect(result.status).toBe('unknown');
        expect(result.missing).not.toHaveLength(0);
        expect(result).toMatchObject(unknown.expected ?? {});
      });
    },
  );
}
