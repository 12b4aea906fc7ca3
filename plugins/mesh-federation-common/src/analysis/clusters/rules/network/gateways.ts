import { finding } from '../../../../findings/registry';
import type { ClusterState, Finding } from '../../../../model';
import type { Rule } from '../Rule';
import { isWorkingGateway } from '../../../isWorkingGateway';

/** MF4001, MF4002, MF4003: how other networks get in. */
export const gateways: Rule = input =>
  input.states.flatMap(state => [
    ...withoutAddress(state),
    ...missingGateway(
      state,
      input.states.filter(
        other =>
          other !== state && input.federated(state.cluster, other.cluster),
      ),
      input.federationOf(state.cluster),
    ),
  ]);

function withoutAddress({ cluster, gateways: found }: ClusterState) {
  return found.status === 'unknown'
    ? []
    : found.value
        .filter(({ addresses }) => addresses.length === 0)
        .map(({ object, network }) =>
          finding('MF4002', {
            cluster,
            object,
            message: `The east-west gateway ${object.name} of network "${network}" in ${cluster} has no address.`,
            evidence: [
              { cluster, object, field: 'status addresses', at: found.at },
            ],
          }),
        );
}

function missingGateway(
  state: ClusterState,
  peers: readonly ClusterState[],
  federation: string,
): readonly Finding[] {
  const { cluster, gatewayApi } = state;
  const network = labelOf(state);
  if (network === undefined || state.gateways.status === 'unknown') {
    return [];
  }
  const neighbors = peers.filter(peer => labelOf(peer) === network);
  const strangers = peers.filter(peer => {
    const label = labelOf(peer);
    return label !== undefined && label !== network;
  });
  const inside = [state, ...neighbors];
  if (
    strangers.length === 0 ||
    inside.some(
      item =>
        item.gateways.status === 'unknown' ||
        item.gateways.value.some(gateway => isWorkingGateway(gateway, network)),
    )
  ) {
    return [];
  }
  const evidence = [
    {
      cluster,
      field: 'gateways',
      value: String(state.gateways.value.length),
      at: state.gateways.at,
    },
  ];
  return [
    finding('MF4001', {
      cluster,
      message: `Network "${network}" of ${cluster} has no east-west gateway that works.`,
      params: { federation },
      evidence,
    }),
    ...(gatewayApi.status === 'observed' && !gatewayApi.value
      ? [
          finding('MF4003', {
            cluster,
            message: `${cluster} needs an east-west gateway, but has no Gateway API.`,
            evidence: [{ cluster, field: 'Gateway API', at: gatewayApi.at }],
          }),
        ]
      : []),
  ];
}

function labelOf({ network }: ClusterState): string | undefined {
  return network.status === 'observed' && network.value.label !== ''
    ? network.value.label
    : undefined;
}
