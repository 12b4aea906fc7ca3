import { counted } from '../../../model/basics/english';
import { sameObject } from '../../../model/objectRef';
import type { Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf } from '../../step/judgement';

/** Removes the objects of the reader that this plugin made. */
function draft(member: Member): readonly StepDraftOf<'remove-reader'>[] {
  const own = member.reader.objects.filter(
    ({ ownership }) => ownership.owner === 'self',
  );
  return own.length === 0
    ? []
    : [
        {
          type: 'remove-reader',
          id: stepId('remove-reader', member.cluster),
          cluster: member.cluster,
          objects: own.map(({ object }) => object),
        },
      ];
}

export const removeReader = {
  stage: 110,
  dependsOn: (_, { step: other, role, sameCluster }) =>
    role === 'forgetting' || (sameCluster && other.type === 'trust-roots'),
  draft,
  verify: (step, { state: { cluster, reader } }) =>
    judgeBy(reader, `The reader of ${cluster}`, ({ objects }) => {
      const left = objects.filter(({ object }) =>
        step.objects.some(removed => sameObject(removed, object)),
      );
      return judgeIf(left.length === 0, {
        yes: 'Every object of the reader that was ours is gone.',
        no: `Left of the reader: ${counted(left.length, 'object')}.`,
      });
    }),
} satisfies StepKind<'remove-reader'>;
