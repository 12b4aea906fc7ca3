import { assertNever } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { MeshFederationTexts } from '../../../translation/MeshFederationTexts';
import type { FederationProblem } from './checkFederation';

/** A form has no room for more; the others are told once these are mended. */
const SHOWN = 3;

/** What is wrong with a federation that is chosen, each a sentence or some. */
export function describeFederationProblem(
  problem: FederationProblem,
  t: MeshFederationTexts,
): readonly string[] {
  switch (problem.kind) {
    case 'invalid-name':
      return [t('federations.nameInvalid')];
    case 'absent':
      return [t('picker.problem.absent', { federation: problem.federation })];
    case 'blocked': {
      const { findings } = problem;
      const count = findings.length - SHOWN;
      return [
        ...findings
          .slice(0, SHOWN)
          .map(({ code, message, fix }) =>
            t('picker.problem.blocked', { code, message, fix }),
          ),
        ...(count > 0 ? [t('picker.problem.more', { count })] : []),
      ];
    }
    default:
      return assertNever(problem);
  }
}
