import type { ReaderChoice } from '../../../model';
import type { Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf } from '../../step/judgement';

/** Makes the reader, or mends it, where it is not as wanted. */
function draft(
  member: Member,
  choice: ReaderChoice,
  federations: readonly string[],
): readonly StepDraftOf<'reader'>[] {
  const asWanted =
    member.reader.complete &&
    member.reader.secrets === (choice === 'with-secrets');
  return asWanted
    ? []
    : [
        {
          type: 'reader',
          id: stepId('reader', member.cluster),
          cluster: member.cluster,
          choice,
          federations,
        },
      ];
}

export const reader = {
  stage: 100,
  dependsOn: () => false,
  draft,
  verify: (step, { state: { cluster, reader: observed } }) =>
    judgeBy(observed, `The reader of ${cluster}`, found =>
      judgeIf(
        found.complete && found.secrets === (step.choice === 'with-secrets'),
        {
          yes: 'The reader is complete.',
          no: 'The reader is not complete or has other rights.',
        },
      ),
    ),
} satisfies StepKind<'reader'>;
