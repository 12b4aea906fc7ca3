import type { EastWestGateway } from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import type { LegInput } from '../question/Leg';
import { reachedPort, type KnownGateway } from './knownGateways';

/** A gateway with the cluster that it stands in. */
export interface Standing {
  readonly index: ClusterIndex;
  readonly gateway: EastWestGateway;
  readonly address: string;
}

/**
 * The gateway behind an address of meshNetworks is the one that has that address, in the provider's
 * cluster or else in any.
 */
export function standingOf(
  { context, provider }: LegInput,
  { cluster, gateway, address, port }: KnownGateway,
): Standing | undefined {
  const candidates = (
    cluster === undefined ? [provider.cluster, ...context.clusters] : [cluster]
  ).flatMap(name => {
    const index = context.index(name);
    if (index === undefined) {
      return [];
    }
    const found =
      gateway === undefined ? gatewaysWith(index, address) : [gateway];
    return found.map(item => ({ index, gateway: item, address }));
  });
  return (
    candidates.find(item => reachedPort(item.gateway) === port) ?? candidates[0]
  );
}

function gatewaysWith({ state }: ClusterIndex, address: string) {
  return [state.gateways, state.unlabelledGateways].flatMap(section =>
    section.status === 'observed'
      ? section.value.filter(({ addresses }) => addresses.includes(address))
      : [],
  );
}
