import { isWorkingGateway } from '../../../analysis/isWorkingGateway';
import { compareStrings } from '../../../model/basics/compareStrings';
import { networkOf, type Member } from '../../members/Member';
import { stepId, type StepDraftOf } from '../../step/StepDraft';

/**
 * One gateway for each network that has none that works, in the first of its members by name. Members that are all on one network
 * need none.
 */
export function gatewaySteps(
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

/** Removes the gateways that are ours. */
export function removeGatewaySteps(
  member: Member,
): readonly StepDraftOf<'remove-gateway'>[] {
  return member.gateways
    .filter(({ ownership }) => ownership.owner === 'self')
    .map(({ object, resourceVersion, network }) => ({
      type: 'remove-gateway' as const,
      id: stepId('remove-gateway', member.cluster, object.name),
      cluster: member.cluster,
      gateway: { object, resourceVersion, network },
    }));
}
