import { networkOf, type Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf } from '../../step/judgement';

/** Labels istio-system with the network where the label is missing. */
function label(member: Member): readonly StepDraftOf<'network'>[] {
  return member.networkLabel === '' ? [draft(member, networkOf(member))] : [];
}

/** Removes the label where it is ours. */
function unlabel(member: Member): readonly StepDraftOf<'network'>[] {
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

export const network = {
  stage: 80,
  // The label goes after all that relies on it.
  dependsOn: (step, { step: other, role, sameCluster }) =>
    role === 'forgetting' ||
    (sameCluster && other.type === 'remove-gateway') ||
    (sameCluster && step.network === '' && other.type === 'trust-roots'),
  draft: { label, unlabel },
  verify: (step, { state: { cluster, network: observed } }) =>
    judgeBy(observed, `The network of ${cluster}`, ({ label: found }) =>
      judgeIf(
        found === step.network,
        {
          yes: `The network label is ${found === '' ? 'gone' : `"${found}"`}.`,
          no: `The network label is "${found}".`,
        },
        [
          {
            cluster,
            field: 'label topology.istio.io/network',
            value: found,
            at: observed.at,
          },
        ],
      ),
    ),
} satisfies StepKind<'network'>;
