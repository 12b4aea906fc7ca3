import {
  EAST_WEST_PORT,
  GATEWAY_NAME_LABEL,
  NETWORK_LABEL,
  optional,
  type EastWestGateway,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { at, listOf, numberOf, textOf } from '../../../kubernetes/objects/json';
import { isReady } from '../controlplane/controlPlanes';
import {
  addressesOf,
  portLabelOf,
  servicePortOf,
  unique,
  type GatewayAddresses,
} from './gatewayAddresses';
import { gatewayFacts } from './gatewayFacts';

const TYPE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' };

interface Input {
  readonly services: readonly KubernetesObject[];
  readonly pods: readonly KubernetesObject[];
  readonly nodes?: readonly KubernetesObject[];
}

/**
 * istiod takes the addresses of a Gateway from its `spec.addresses`, with the ports of the
 * listeners that pass mutual TLS through by the Gateway's own labels; and from the Service that it
 * makes for it, with the port that the labels of the *Service* name. Where the two differ, they are
 * two ways in. `status.addresses` may hold names that are good inside of the cluster only.
 */
export function decodeApiGateway(
  gateway: KubernetesObject,
  input: Input,
): readonly EastWestGateway[] {
  const passthrough = listOf(at(gateway, 'spec', 'listeners')).filter(
    listener => isAutoPassthrough(listener, gateway),
  );
  const [made] = input.services.filter(service => isMadeFor(service, gateway));
  const labelled = made === undefined ? EAST_WEST_PORT : servicePortOf(made);
  const byListener =
    passthrough
      .map(listener => numberOf(at(listener, 'port')))
      .find(port => port === labelled) ??
    numberOf(at(passthrough[0], 'port')) ??
    labelled;
  const written = specAddressesOf(gateway);
  const ways: readonly (readonly [number, GatewayAddresses])[] =
    made === undefined
      ? [[byListener, { addresses: written, unproven: written, silent: [] }]]
      : waysTo(written, byListener, labelled, ofService(made, gateway, input));
  return ways.map(([port, way]) => {
    const listeners = passthrough.filter(
      listener => at(listener, 'port') === port,
    );
    return {
      ...gatewayFacts(gateway, TYPE, way),
      port,
      autoPassthrough: listeners.length > 0,
      hosts: unique(
        listeners.map(listener => textOf(at(listener, 'hostname')) ?? '*'),
      ),
      programmed:
        isProgrammed(gateway) &&
        way.addresses.length > 0 &&
        (isElsewhere(gateway) ||
          input.pods.some(pod => isReadyPodOf(pod, gateway))),
    };
  });
}

/**
 * The label is missing where the Gateway's `infrastructure` sets other labels: then istiod does not
 * take the Service for a gateway.
 */
function ofService(
  service: KubernetesObject,
  gateway: KubernetesObject,
  { nodes, pods }: Input,
): GatewayAddresses {
  return service.metadata.labels?.[NETWORK_LABEL] ===
    gateway.metadata.labels?.[NETWORK_LABEL]
    ? addressesOf(service, servicePortOf(service), {
        ...optional({ nodes }),
        pods: pods.filter(pod => isReadyPodOf(pod, gateway)),
      })
    : { addresses: [], unproven: [], silent: [] };
}

function waysTo(
  written: readonly string[],
  byListener: number,
  labelled: number,
  made: GatewayAddresses,
): readonly (readonly [number, GatewayAddresses])[] {
  if (written.length === 0) {
    return [[labelled, made]];
  }
  const own = { addresses: written, unproven: written, silent: [] };
  return byListener === labelled && made.nodePort === undefined
    ? [
        [
          labelled,
          {
            ...made,
            addresses: unique([...written, ...made.addresses]),
            unproven: unique([
              ...written.filter(address => !made.addresses.includes(address)),
              ...made.unproven,
            ]),
          },
        ],
      ]
    : [
        [byListener, own],
        [labelled, made],
      ];
}

function isProgrammed(gateway: KubernetesObject): boolean {
  return listOf(at(gateway, 'status', 'conditions')).some(
    condition =>
      at(condition, 'type') === 'Programmed' &&
      at(condition, 'status') === 'True' &&
      (numberOf(at(condition, 'observedGeneration')) ?? 0) >=
        (gateway.metadata.generation ?? 0),
  );
}

/** Class `istio-remote` names a gateway that runs where this cluster's API server has no say. */
function isElsewhere(gateway: KubernetesObject): boolean {
  return at(gateway, 'spec', 'gatewayClassName') === 'istio-remote';
}

function isReadyPodOf(
  pod: KubernetesObject,
  gateway: KubernetesObject,
): boolean {
  return (
    pod.metadata.namespace === gateway.metadata.namespace &&
    pod.metadata.labels?.[GATEWAY_NAME_LABEL] === gateway.metadata.name &&
    isReady(pod)
  );
}

function specAddressesOf(gateway: KubernetesObject): readonly string[] {
  return listOf(at(gateway, 'spec', 'addresses')).flatMap(address =>
    ['IPAddress', 'Hostname'].includes(textOf(at(address, 'type')) ?? '')
      ? textOf(at(address, 'value')) ?? []
      : [],
  );
}

/**
 * The first test is istiod's own. A listener of mode Terminate ends TLS nevertheless. Source:
 * istio/istio pilot/pkg/serviceregistry/kube/conversion.go IsAutoPassthrough,
 * pilot/pkg/config/kube/gateway/conversion.go buildTLS.
 */
function isAutoPassthrough(
  listener: unknown,
  gateway: KubernetesObject,
): boolean {
  const option = at(
    listener,
    'tls',
    'options',
    'gateway.istio.io/listener-protocol',
  );
  return (
    (option === 'auto-passthrough' ||
      String(at(listener, 'port')) ===
        (portLabelOf(gateway) ?? String(EAST_WEST_PORT))) &&
    at(listener, 'tls', 'mode') === 'Passthrough'
  );
}

function isMadeFor(
  service: KubernetesObject,
  gateway: KubernetesObject,
): boolean {
  return (
    service.metadata.namespace === gateway.metadata.namespace &&
    (service.metadata.ownerReferences ?? []).some(
      owner => owner.kind === 'Gateway' && owner.name === gateway.metadata.name,
    )
  );
}
