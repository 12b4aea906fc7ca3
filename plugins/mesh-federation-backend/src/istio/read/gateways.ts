import {
  EAST_WEST_PORT,
  NETWORK_LABEL,
  type EastWestGateway,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import { isReady } from './controlPlanes';
import { at, listOf, numberOf, stringsOf, textOf } from './json';
import { objectRef } from './objectRef';
import { ownershipOf } from './ownership';

const PORT_LABEL = 'networking.istio.io/gatewayPort';

interface Input {
  /** Of gateway.networking.k8s.io; empty without the Gateway API. */
  readonly gateways: readonly KubernetesObject[];
  /** Of networking.istio.io. */
  readonly istioGateways: readonly KubernetesObject[];
  readonly services: readonly KubernetesObject[];
  readonly pods: readonly KubernetesObject[];
}

/**
 * Finds the gateways through which other networks enter: Gateway API Gateways and classic Services with label
 * `topology.istio.io/network`. Sorted by namespace, then name. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/network.go.
 */
export function decodeGateways(input: Input): readonly EastWestGateway[] {
  const fromApi = input.gateways
    .filter(hasNetwork)
    .map(gateway => decodeApiGateway(gateway, input.pods));
  const classic = input.services
    .filter(service => hasNetwork(service) && !isOfApiGateway(service))
    .map(service => decodeClassic(service, input));
  return [...fromApi, ...classic].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function key({ object }: EastWestGateway): string {
  return `${object.namespace ?? ''}/${object.name}/${object.kind}`;
}

function hasNetwork(object: KubernetesObject): boolean {
  return Boolean(object.metadata.labels?.[NETWORK_LABEL]);
}

/** istiod makes a Service for each Gateway and copies the Gateway's labels to it. */
function isOfApiGateway(service: KubernetesObject): boolean {
  return (service.metadata.ownerReferences ?? []).some(
    owner => owner.kind === 'Gateway',
  );
}

function decodeApiGateway(
  gateway: KubernetesObject,
  pods: readonly KubernetesObject[],
): EastWestGateway {
  const port = portOf(gateway);
  const listeners = listOf(at(gateway, 'spec', 'listeners')).filter(listener =>
    isAutoPassthrough(listener, port),
  );
  const addresses = listOf(at(gateway, 'status', 'addresses')).flatMap(
    address => textOf(at(address, 'value')) ?? [],
  );
  const programmed = listOf(at(gateway, 'status', 'conditions')).some(
    condition =>
      at(condition, 'type') === 'Programmed' &&
      at(condition, 'status') === 'True' &&
      (numberOf(at(condition, 'observedGeneration')) ?? 0) >=
        (gateway.metadata.generation ?? 0),
  );
  const hasReadyPod = pods.some(
    pod =>
      pod.metadata.namespace === gateway.metadata.namespace &&
      pod.metadata.labels?.['gateway.networking.k8s.io/gateway-name'] ===
        gateway.metadata.name &&
      isReady(pod),
  );
  return {
    ...common(gateway, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
    }),
    addresses,
    port: numberOf(at(listeners[0], 'port')) ?? port,
    autoPassthrough: listeners.length > 0,
    hosts: listeners.map(listener => textOf(at(listener, 'hostname')) ?? '*'),
    programmed: programmed && addresses.length > 0 && hasReadyPod,
  };
}

/** Source: istio/istio pilot/pkg/config/kube/gateway/conversion.go IsAutoPassthrough. */
function isAutoPassthrough(listener: unknown, port: number): boolean {
  const option = at(
    listener,
    'tls',
    'options',
    'gateway.istio.io/listener-protocol',
  );
  return (
    option === 'auto-passthrough' ||
    (at(listener, 'port') === port &&
      at(listener, 'tls', 'mode') === 'Passthrough')
  );
}

function decodeClassic(
  service: KubernetesObject,
  input: Input,
): EastWestGateway {
  const port = portOf(service);
  const pods = podsOf(service, input.pods);
  const servers = input.istioGateways
    .filter(gateway => selects(at(gateway, 'spec', 'selector'), pods))
    .flatMap(gateway => listOf(at(gateway, 'spec', 'servers')))
    .filter(
      server =>
        at(server, 'tls', 'mode') === 'AUTO_PASSTHROUGH' &&
        at(server, 'port', 'number') === targetPort(service, port),
    );
  const addresses = addressesOf(service);
  const exposesPort = listOf(at(service, 'spec', 'ports')).some(
    entry => at(entry, 'port') === port,
  );
  return {
    ...common(service, { apiVersion: 'v1', kind: 'Service' }),
    addresses,
    port,
    autoPassthrough: servers.length > 0,
    hosts: [
      ...new Set(
        servers.flatMap(server =>
          listOf(at(server, 'hosts')).flatMap(host => textOf(host) ?? []),
        ),
      ),
    ].sort(),
    programmed: addresses.length > 0 && exposesPort && pods.some(isReady),
  };
}

function common(
  object: KubernetesObject,
  type: { readonly apiVersion: string; readonly kind: string },
): Pick<
  EastWestGateway,
  'object' | 'resourceVersion' | 'ownership' | 'network'
> {
  return {
    object: objectRef(object, type),
    resourceVersion: object.metadata.resourceVersion ?? '',
    ownership: ownershipOf(object),
    network: object.metadata.labels?.[NETWORK_LABEL] ?? '',
  };
}

function portOf(object: KubernetesObject): number {
  return Number(object.metadata.labels?.[PORT_LABEL]) || EAST_WEST_PORT;
}

/** The proxy listens on the target port; a Gateway CR names the port of the proxy. */
function targetPort(service: KubernetesObject, port: number): number {
  const entry = listOf(at(service, 'spec', 'ports')).find(
    candidate => at(candidate, 'port') === port,
  );
  return numberOf(at(entry, 'targetPort')) ?? port;
}

/** Source: istio/istio pilot/pkg/serviceregistry/kube/conversion.go. */
function addressesOf(service: KubernetesObject): readonly string[] {
  const balanced = listOf(
    at(service, 'status', 'loadBalancer', 'ingress'),
  ).flatMap(
    ingress =>
      textOf(at(ingress, 'ip')) ?? textOf(at(ingress, 'hostname')) ?? [],
  );
  const external = listOf(at(service, 'spec', 'externalIPs')).flatMap(
    address => textOf(address) ?? [],
  );
  return [...balanced, ...external];
}

function podsOf(
  service: KubernetesObject,
  pods: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  const selector = Object.entries(stringsOf(at(service, 'spec', 'selector')));
  return selector.length === 0
    ? []
    : pods.filter(
        pod =>
          pod.metadata.namespace === service.metadata.namespace &&
          selector.every(
            ([name, value]) => pod.metadata.labels?.[name] === value,
          ),
      );
}

function selects(
  selector: unknown,
  pods: readonly KubernetesObject[],
): boolean {
  const wanted = Object.entries(stringsOf(selector));
  return pods.some(pod =>
    wanted.every(([name, value]) => pod.metadata.labels?.[name] === value),
  );
}
