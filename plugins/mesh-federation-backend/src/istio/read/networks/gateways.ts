import {
  NETWORK_LABEL,
  compareStrings,
  optional,
  type EastWestGateway,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { isReady } from '../controlplane/controlPlanes';
import {
  at,
  listOf,
  numberOf,
  stringsOf,
  textsOf,
} from '../../../kubernetes/objects/json';
import { decodeApiGateway } from './apiGateway';
import { addressesOf, servicePortOf, unique } from './gatewayAddresses';
import { gatewayFacts } from './gatewayFacts';

interface Input {
  /** Of gateway.networking.k8s.io; empty without the Gateway API. */
  readonly gateways: readonly KubernetesObject[];
  /** Of networking.istio.io. */
  readonly istioGateways: readonly KubernetesObject[];
  readonly services: readonly KubernetesObject[];
  readonly pods: readonly KubernetesObject[];
  /** Absent when they could not be read. */
  readonly nodes?: readonly KubernetesObject[];
}

/**
 * Finds the gateways through which other networks enter: Gateway API Gateways and classic Services
 * with label `topology.istio.io/network`. Sorted by namespace, then name. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/network.go.
 */
export function decodeGateways(input: Input): readonly EastWestGateway[] {
  const fromApi = input.gateways
    .filter(hasNetwork)
    .flatMap(gateway => decodeApiGateway(gateway, input));
  const classic = input.services
    .filter(service => hasNetwork(service) && !isOfApiGateway(service))
    .map(service => decodeClassic(service, servicePortOf(service), input));
  return sorted([...fromApi, ...classic]);
}

/**
 * Gateways without the label, that pass mutual TLS through: one for each port of the Service that
 * leads there. meshNetworks may name them. Sorted as the others.
 */
export function decodeUnlabelledGateways(
  input: Input,
): readonly EastWestGateway[] {
  const passing = input.istioGateways.filter(gateway =>
    listOf(at(gateway, 'spec', 'servers')).some(isPassthrough),
  );
  const behind = input.pods.filter(pod =>
    passing.some(gateway => selects(at(gateway, 'spec', 'selector'), [pod])),
  );
  const fromApi = input.gateways
    .filter(gateway => !hasNetwork(gateway))
    .flatMap(gateway => decodeApiGateway(gateway, input));
  const classic = input.services
    .filter(
      service =>
        !hasNetwork(service) &&
        !isOfApiGateway(service) &&
        podsOf(service, behind).length > 0,
    )
    .flatMap(service =>
      listOf(at(service, 'spec', 'ports')).flatMap(entry => {
        const port = numberOf(at(entry, 'port'));
        return port === undefined || at(entry, 'protocol') === 'UDP'
          ? []
          : [decodeClassic(service, port, input)];
      }),
    );
  return sorted(
    [...fromApi, ...classic].filter(({ autoPassthrough }) => autoPassthrough),
  );
}

function sorted(
  gateways: readonly EastWestGateway[],
): readonly EastWestGateway[] {
  return [...gateways].sort(
    (a, b) => compareStrings(key(a), key(b)) || a.port - b.port,
  );
}

function isPassthrough(server: unknown): boolean {
  return at(server, 'tls', 'mode') === 'AUTO_PASSTHROUGH';
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

function decodeClassic(
  service: KubernetesObject,
  port: number,
  input: Input,
): EastWestGateway {
  const pods = podsOf(service, input.pods);
  const servers = input.istioGateways
    .filter(gateway => selects(at(gateway, 'spec', 'selector'), pods))
    .flatMap(gateway => listOf(at(gateway, 'spec', 'servers')))
    .filter(
      server =>
        isPassthrough(server) &&
        targetPort(service, at(server, 'port', 'number')) ===
          targetPort(service, port),
    );
  const way = addressesOf(service, port, {
    ...optional({ nodes: input.nodes }),
    pods: pods.filter(isReady),
  });
  return {
    ...gatewayFacts(service, { apiVersion: 'v1', kind: 'Service' }, way),
    port,
    autoPassthrough: servers.length > 0,
    hosts: unique(servers.flatMap(server => textsOf(at(server, 'hosts')))),
    programmed: way.addresses.length > 0 && pods.some(isReady),
  };
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
