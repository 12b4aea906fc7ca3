import {
  NETWORK_LABEL,
  optional,
  type EastWestGateway,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { ownershipOf } from '../ownership';
import type { GatewayAddresses } from './gatewayAddresses';

/** What every kind of gateway says of itself, with its addresses. */
export function gatewayFacts(
  object: KubernetesObject,
  type: { readonly apiVersion: string; readonly kind: string },
  { addresses, unproven, silent, nodePort, unreadNodes }: GatewayAddresses,
): Omit<EastWestGateway, 'port' | 'autoPassthrough' | 'hosts' | 'programmed'> {
  return {
    object: objectRef(object, type),
    resourceVersion: object.metadata.resourceVersion ?? '',
    ownership: ownershipOf(object),
    network: object.metadata.labels?.[NETWORK_LABEL] ?? '',
    addresses,
    ...optional({
      unproven: unproven.length > 0 ? unproven : undefined,
      silent: silent.length > 0 ? silent : undefined,
      nodePort,
      unreadNodes,
    }),
  };
}
