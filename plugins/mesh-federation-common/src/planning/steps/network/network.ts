import { networkOf, type Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';

/** Labels istio-system with the network where the label is missing. */
export function networkSteps(
  member: Member,
): readonly StepDraftOf<'network'>[] {
  return member.networkLabel === '' ? [draft(member, networkOf(member))] : [];
}

/** Removes the label where it is ours. */
export function removeNetworkSteps(
  member: Member,
): readonly StepDraftOf<'network'>[] {
  return member.networkLabel !== '' && member.networkOwnership.owner === 'self'
    ? [draft(member, '')]
    : [];
}

function draft(member: Member, network: string): StepDraftOf<'network'> {
  return {
    type: 'network',
    id: stepId('network', member.cluster),
    cluster: member.cluster,
    network,
    before: member.networkLabel,
  };
}
