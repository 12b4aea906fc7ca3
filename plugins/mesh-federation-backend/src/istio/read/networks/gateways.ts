import {
  EAST_WEST_PORT,
  NETWORK_LABEL,
  compareStrings,
  type EastWestGateway,
  GATEWAY_NAME_LABEL,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { isReady } from '../controlplane/controlPlanes';
import { nameOf } from '../istioObjects';
import {
  at,
  listOf,
  numberOf,
  stringsOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { ownershipOf } from '../ownership';

const PORT_LABEL = 'networking.istio.io/gatewayPort';
const NODE_SELECTOR = 'traffic.istio.io/nodeSelector';

interface Input {
  /** Of gateway.networking.k8s.io; empty without the Gateway API. */
  readonly gateways: readonly KubernetesObject[];
  /** Of networking.istio.io. */
  readonly istioGateways: readonly KubernetesObject[];
  readonly services: readonly KubernetesObject[];
  readonly pods: readonly KubernetesObject[];
}

/**
 * Finds the gateways through which other networks enter: Gateway API Gateways and classic Services
 * with label `topology.istio.io/network`. Sorted by namespace, then name. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/network.go.
 */
export function decodeGateways(input: Input): readonly EastWestGateway[] {
  const fromApi = input.gateways
    .filter(hasNetwork)
    .map(gateway => decodeApiGateway(gateway, input));
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

/**
 * istiod takes the addresses of a Gateway from its `spec.addresses`, and from the Service that it
 * makes for it; `status.addresses` may hold names that are good inside of the cluster only.
 */
function decodeApiGateway(
  gateway: KubernetesObject,
  { services, pods }: Input,
): EastWestGateway {
  const labelled = portOf(gateway);
  const passthrough = listOf(at(gateway, 'spec', 'listeners')).filter(
    listener => isAutoPassthrough(listener, labelled),
  );
  const portOfFirst = numberOf(at(passthrough[0], 'port')) ?? labelled;
  const port = passthrough.some(listener => at(listener, 'port') === labelled)
    ? labelled
    : portOfFirst;
  const listeners = passthrough.filter(
    listener => at(listener, 'port') === port,
  );
  const made = services.filter(
    service =>
      isMadeFor(service, gateway) &&
      // The label is missing where the Gateway's `infrastructure` sets other labels: then istiod
      // does not take the Service for a gateway.
      service.metadata.labels?.[NETWORK_LABEL] ===
        gateway.metadata.labels?.[NETWORK_LABEL] &&
      exposes(service, labelled),
  );
  const addresses = unique([
    ...specAddressesOf(gateway),
    ...made.flatMap(addressesOf),
  ]);
  return {
    ...common(gateway, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
    }),
    addresses,
    port,
    autoPassthrough: listeners.length > 0,
    hosts: unique(
      listeners.map(listener => textOf(at(listener, 'hostname')) ?? '*'),
    ),
    programmed:
      isProgrammed(gateway) &&
      addresses.length > 0 &&
      (isElsewhere(gateway) || pods.some(pod => isReadyPodOf(pod, gateway))),
  };
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
function isAutoPassthrough(listener: unknown, port: number): boolean {
  const option = at(
    listener,
    'tls',
    'options',
    'gateway.istio.io/listener-protocol',
  );
  return (
    (option === 'auto-passthrough' || at(listener, 'port') === port) &&
    at(listener, 'tls', 'mode') === 'Passthrough'
  );
}

function decodeClassic(
  service: KubernetesObject,
  input: Input,
): EastWestGateway {
  if (
    at(service, 'spec', 'type') === 'NodePort' &&
    service.metadata.annotations?.[NODE_SELECTOR] !== undefined
  ) {
    throw new Error(
      `${nameOf(
        service,
        'Service',
      )} is a gateway by the addresses of nodes, which are not read`,
    );
  }
  const port = portOf(service);
  const pods = podsOf(service, input.pods);
  const servers = input.istioGateways
    .filter(gateway => selects(at(gateway, 'spec', 'selector'), pods))
    .flatMap(gateway => listOf(at(gateway, 'spec', 'servers')))
    .filter(
      server =>
        at(server, 'tls', 'mode') === 'AUTO_PASSTHROUGH' &&
        targetPort(service, at(server, 'port', 'number')) ===
          targetPort(service, port),
    );
  const addresses = exposes(service, port) ? addressesOf(service) : [];
  return {
    ...common(service, { apiVersion: 'v1', kind: 'Service' }),
    addresses,
    port,
    autoPassthrough: servers.length > 0,
    hosts: unique(servers.flatMap(server => textsOf(at(server, 'hosts')))),
    programmed: addresses.length > 0 && pods.some(isReady),
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

/** istiod ignores a gateway's Service that lacks the gateway's port. */
function exposes(service: KubernetesObject, port: number): boolean {
  return listOf(at(service, 'spec', 'ports')).some(
    entry => at(entry, 'port') === port,
  );
}

/**
 * The port on which the proxy listens: the target port of the Service's port, or the port itself
 * when the Service does not have it. Source: istio/istio pilot/pkg/model/gateway.go resolvePorts.
 */
function targetPort(service: KubernetesObject, port: unknown): unknown {
  const entry = listOf(at(service, 'spec', 'ports')).find(
    candidate => at(candidate, 'port') === port,
  );
  return at(entry, 'targetPort') ?? port;
}

/** Source: istio/istio pilot/pkg/serviceregistry/kube/conversion.go. */
function addressesOf(service: KubernetesObject): readonly string[] {
  const balanced =
    at(service, 'spec', 'type') === 'LoadBalancer'
      ? listOf(at(service, 'status', 'loadBalancer', 'ingress')).flatMap(
          ingress =>
            textOf(at(ingress, 'ip')) ?? textOf(at(ingress, 'hostname')) ?? [],
        )
      : [];
  return unique([...balanced, ...textsOf(at(service, 'spec', 'externalIPs'))]);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareStrings);
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
