import type { ReaderChoice } from '../../../model';
import type { Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';

/** Makes the reader, or mends it, where it is not as wanted. */
export function readerSteps(
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

/** Removes every object of the reader that exists. */
export function removeReaderSteps(
  member: Member,
): readonly StepDraftOf<'remove-reader'>[] {
  return member.reader.objects.length === 0
    ? []
    : [
        {
          type: 'remove-reader',
          id: stepId('remove-reader', member.cluster),
          cluster: member.cluster,
          objects: member.reader.objects,
        },
      ];
}
