import type { Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf } from '../../step/judgement';

/** Removes the gateways that are ours. */
function draft(member: Member): readonly StepDraftOf<'remove-gateway'>[] {
  return member.gateways
    .filter(({ ownership }) => ownership.owner === 'self')
    .map(({ object, resourceVersion, network }) => ({
      type: 'remove-gateway' as const,
      id: stepId('remove-gateway', member.cluster, object.name),
      cluster: member.cluster,
      gateway: { object, resourceVersion, network },
    }));
}

export const removeGateway = {
  stage: 70,
  dependsOn: (_, { step: other, role, sameCluster }) =>
    role === 'forgetting' || (sameCluster && other.type === 'trust-roots'),
  draft,
  verify: ({ gateway: { object } }, { state: { cluster, gateways } }) =>
    judgeBy(gateways, `The gateways of ${cluster}`, found =>
      judgeIf(
        !found.some(
          item =>
            item.object.name === object.name &&
            item.object.namespace === object.namespace &&
            item.object.kind === object.kind,
        ),
        {
          yes: `Gateway ${object.name} is gone.`,
          no: `Gateway ${object.name} is still there.`,
        },
      ),
    ),
} satisfies StepKind<'remove-gateway'>;
