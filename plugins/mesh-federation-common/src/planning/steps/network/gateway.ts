import { isWorkingGateway } from '../../../analysis/isWorkingGateway';
import { compareStrings } from '../../../model/basics/compareStrings';
import { networkOf, type Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf } from '../../step/judgement';

/**
 * One gateway for each network that has none that works, in the first of its members by name.
 * Members that are all on one network need none.
 */
function draft(
  members: readonly Member[],
  federationsOf: (cluster: string) => readonly string[],
): readonly StepDraftOf<'gateway'>[] {
  const networks = [...new Set(members.map(networkOf))].sort(compareStrings);
  if (networks.length < 2) {
    return [];
  }
  return networks.flatMap(network => {
    const inside = members
      .filter(member => networkOf(member) === network)
      .sort((a, b) => compareStrings(a.cluster, b.cluster));
    const works = inside.some(({ gateways }) =>
      gateways.some(gateway => isWorkingGateway(gateway, network)),
    );
    const [first] = inside;
    return works || first === undefined
      ? []
      : [
          {
            type: 'gateway' as const,
            id: stepId('gateway', first.cluster),
            cluster: first.cluster,
            network,
            federations: federationsOf(first.cluster),
          },
        ];
  });
}

export const gateway = {
  stage: 90,
  dependsOn: (_, { step: other, sameCluster }) =>
    sameCluster && ['network', 'verify-trust'].includes(other.type),
  draft,
  verify: (step, { state: { cluster, gateways } }) =>
    judgeBy(gateways, `The gateways of ${cluster}`, found => {
      const working = found.find(item => isWorkingGateway(item, step.network));
      return judgeIf(
        working !== undefined,
        {
          yes: `The east-west gateway of network "${step.network}" has an address.`,
          no: `No east-west gateway of network "${step.network}" works.`,
        },
        working === undefined
          ? []
          : [
              {
                cluster,
                object: working.object,
                field: 'status addresses',
                value: working.addresses.join(' '),
                at: gateways.at,
              },
            ],
      );
    }),
} satisfies StepKind<'gateway'>;
