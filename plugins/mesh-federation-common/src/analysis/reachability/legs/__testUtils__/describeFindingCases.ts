import { FINDINGS, type KnownFindingCode } from '../../../../findings/registry';
import type { Leg } from '../../Leg';
import type { FindingCase, FindingCases } from './FindingCases';
import { judgeCase } from './judgeCase';

/** Declares the tests of a leg's cases: call it in `<leg>.test.ts` at the top level. */
export function describeFindingCases(leg: Leg, cases: FindingCases): void {
  describe.each(Object.entries(cases) as [KnownFindingCode, FindingCase][])(
    '%s',
    (code, { positive, negative, unknown }) => {
      const codesOf = (result: ReturnType<Leg>) =>
        result.findings.map(finding => finding.code);

      it(`is brought when ${positive.when}`, () => {
        const result = judgeCase(leg, positive);
        const found = result.findings.filter(item => item.code === code);
        expect(found).not.toHaveLength(0);
        if (FINDINGS[code].severity === 'error') {
          expect(result.status).toBe('violated');
          // Whoever reads the finding has to see the very object that is at fault.
          expect(
            found.every(
              ({ object, evidence }) =>
                object !== undefined ||
                evidence.some(item => item.object !== undefined),
            ),
          ).toBe(true);
        }
        expect(result).toMatchObject(positive.expected ?? {});
      });

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
