import type { ForeignRoot } from '../../../model';
import type { Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';

/** Gate after the roots of a cluster were written. */
export function verifyTrustStep(
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
