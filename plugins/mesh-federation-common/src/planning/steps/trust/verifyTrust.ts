import { effectiveRoots } from '../../../analysis/trust/effectiveRoots';
import type { ForeignRoot, StepOf } from '../../../model';
import type { Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { Observation, StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf, type Judgement } from '../../step/judgement';
import { has, judgePlanes, planeEvidence } from './judgePlanes';

/** Gate after the roots of a cluster were written. */
function draft(
  member: Member,
  roots: readonly ForeignRoot[],
): StepDraftOf<'verify-trust'> {
  return {
    type: 'verify-trust',
    id: stepId('verify-trust', member.cluster),
    cluster: member.cluster,
    roots,
  };
}

/** Every revision is rolled out and trusts every wanted root. */
function verify(
  step: StepOf<'verify-trust'>,
  { state }: Observation,
): Judgement {
  return judgePlanes(state, plane =>
    judgeBy(
      effectiveRoots(plane, state.trustStore),
      `What istiod of ${step.cluster} trusts`,
      trusted => {
        const missing = step.roots.filter(
          ({ certificate }) => !has(trusted, certificate),
        );
        const [first] = missing;
        return judgeIf(
          missing.length === 0 && plane.rolledOut,
          {
            yes: `Revision ${plane.revision} trusts every wanted root.`,
            no:
              first === undefined
                ? `Revision ${plane.revision} is not rolled out.`
                : `Revision ${plane.revision} does not trust the root of ${first.cluster}.`,
          },
          [planeEvidence(step.cluster, plane, state)],
        );
      },
    ),
  );
}

export const verifyTrust = {
  stage: 50,
  dependsOn: (_, { role, sameCluster }) => sameCluster && role === 'trust',
  draft,
  verify,
} satisfies StepKind<'verify-trust'>;
