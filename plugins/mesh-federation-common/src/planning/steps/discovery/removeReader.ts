import { counted } from '../../../model/basics/counted';
import type { Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf } from '../../step/judgement';

/** Removes every object of the reader that exists. */
function draft(member: Member): readonly StepDraftOf<'remove-reader'>[] {
  return member.reader.objects.length === 0
    ? []
    : [
        {
          type: 'remove-reader',
          id: stepId('remove-reader', member.cluster),
          cluster: member.cluster,
          objects: member.reader.objects.map(({ object }) => object),
        },
      ];
}

export const removeReader = {
  stage: 110,
  dependsOn: (_, { step: other, role, sameCluster }) =>
    role === 'forgetting' || (sameCluster && other.type === 'trust-roots'),
  draft,
  verify: (_, { state: { cluster, reader } }) =>
    judgeBy(reader, `The reader of ${cluster}`, ({ objects }) =>
      judgeIf(objects.length === 0, {
        yes: 'Every object of the reader is gone.',
        no: `Left of the reader: ${counted(objects.length, 'object')}.`,
      }),
    ),
} satisfies StepKind<'remove-reader'>;
