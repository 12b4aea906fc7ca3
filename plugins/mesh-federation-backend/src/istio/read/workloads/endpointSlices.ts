import {
  optional,
  type EndpointSlice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { nameOf, sortObjects } from '../istioObjects';
import {
  at,
  enumOf,
  listOf,
  numberOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';

const SERVICE_LABEL = 'kubernetes.io/service-name';
/** Slices that a multi-cluster Services controller imports; istiod looks past them. */
const IMPORTED_LABEL = 'multicluster.kubernetes.io/service-name';
const ADDRESS_TYPES = ['IPv4', 'IPv6', 'FQDN'] as const;

/**
 * Keeps the EndpointSlices that istiod takes: only those with label `kubernetes.io/service-name`.
 * Sorted by namespace, then name of the slice; endpoints in the slice's order. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/endpointslice.go.
 */
export function decodeEndpointSlices(
  slices: readonly KubernetesObject[],
): readonly EndpointSlice[] {
  return sortObjects(slices).flatMap(slice => {
    const service = slice.metadata.labels?.[SERVICE_LABEL];
    return service && slice.metadata.labels?.[IMPORTED_LABEL] === undefined
      ? [decodeEndpointSlice(slice, service)]
      : [];
  });
}

function decodeEndpointSlice(
  slice: KubernetesObject,
  service: string,
): EndpointSlice {
  return {
    namespace: slice.metadata.namespace ?? '',
    service,
    addressType: enumOf(
      slice.addressType,
      ADDRESS_TYPES,
      `${nameOf(slice, 'EndpointSlice')}: addressType`,
    ),
    ports: listOf(slice.ports).map(port => ({
      ...optional({
        name: textOf(at(port, 'name')),
        port: numberOf(at(port, 'port')),
      }),
      protocol: textOf(at(port, 'protocol')) ?? 'TCP',
    })),
    endpoints: listOf(slice.endpoints).flatMap(decodeEndpoint),
  };
}

/** An endpoint that does not say whether it is ready is ready. */
function decodeEndpoint(endpoint: unknown): EndpointSlice['endpoints'] {
  const ready = at(endpoint, 'conditions', 'ready') !== false;
  const pod =
    at(endpoint, 'targetRef', 'kind') === 'Pod'
      ? textOf(at(endpoint, 'targetRef', 'name'))
      : undefined;
  return textsOf(at(endpoint, 'addresses')).map(address => ({
    address,
    ready,
    ...optional({ pod }),
  }));
}
