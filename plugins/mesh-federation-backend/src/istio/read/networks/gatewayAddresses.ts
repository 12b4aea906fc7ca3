import {
  EAST_WEST_PORT,
  compareStrings,
  optional,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  at,
  listOf,
  numberOf,
  objectOf,
  stringsOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';

const PORT_LABEL = 'networking.istio.io/gatewayPort';
const NODE_SELECTOR = 'traffic.istio.io/nodeSelector';

/** Where istiod sends requests for a gateway's Service. */
export interface GatewayAddresses {
  readonly addresses: readonly string[];
  /** Those that somebody wrote down, and that no load balancer and no Node has. */
  readonly unproven: readonly string[];
  /** Those of Nodes that hand on to Pods of their own alone and have none. */
  readonly silent: readonly string[];
  /** The port of Nodes that stands for the gateway's own. */
  readonly nodePort?: number;
  /** Its addresses are those of Nodes, which could not be read. */
  readonly unreadNodes?: true;
}

interface Surroundings {
  /** Absent when they could not be read. */
  readonly nodes?: readonly KubernetesObject[];
  /** Ready Pods behind the Service. */
  readonly pods: readonly KubernetesObject[];
}

/**
 * The port of a gateway's Service to which istiod sends requests; what is no whole number counts as
 * if it were not there. Source: istio/istio pilot/pkg/serviceregistry/kube/controller/network.go
 * getGatewayDetails.
 */
export function servicePortOf(service: KubernetesObject): number {
  const text = portLabelOf(service) ?? '';
  return /^[+-]?\d+$/.test(text) ? Number(text) : EAST_WEST_PORT;
}

/** The label that names a port of a gateway, as it is written. */
export function portLabelOf({
  metadata: { labels },
}: KubernetesObject): string | undefined {
  return labels?.[PORT_LABEL];
}

/** istiod ignores a gateway's Service that lacks the gateway's port, and looks past UDP. */
export function exposes(service: KubernetesObject, port: number): boolean {
  return listOf(at(service, 'spec', 'ports')).some(
    entry => at(entry, 'port') === port && at(entry, 'protocol') !== 'UDP',
  );
}

/**
 * Addresses of a load balancer, of `externalIPs`, and those of Nodes for a Service of type NodePort
 * that says which. Sources: istio/istio pilot/pkg/serviceregistry/kube/conversion.go
 * ConvertService, pilot/pkg/serviceregistry/kube/controller/controller.go addOrUpdateService,
 * onNodeEvent, network.go updateServiceNodePortAddresses.
 */
export function addressesOf(
  service: KubernetesObject,
  port: number,
  { nodes, pods }: Surroundings,
): GatewayAddresses {
  if (!exposes(service, port)) {
    return { addresses: [], unproven: [], silent: [] };
  }
  const balanced = balancedAddresses(service);
  const written = textsOf(at(service, 'spec', 'externalIPs'));
  const known = new Set([...balanced, ...(nodes ?? []).flatMap(allOfNode)]);
  const selector = nodeSelectorOf(service);
  const nodePort =
    selector === undefined ? undefined : nodePortOf(service, port);
  const common = {
    unproven: unique(written.filter(address => !known.has(address))),
    ...optional({ nodePort }),
  };
  if (selector === undefined || written.length > 0) {
    return {
      ...common,
      addresses: unique([...balanced, ...written]),
      silent: [],
    };
  }
  if (nodes === undefined) {
    return { ...common, addresses: [], silent: [], unreadNodes: true };
  }
  const chosen = nodes.flatMap(node => {
    const address = externalOf(node);
    return address !== undefined && hasLabels(node, selector)
      ? [{ node: node.metadata.name, address }]
      : [];
  });
  const local = at(service, 'spec', 'externalTrafficPolicy') === 'Local';
  const inhabited = new Set(pods.map(pod => at(pod, 'spec', 'nodeName')));
  return {
    ...common,
    addresses: unique(chosen.map(({ address }) => address)),
    silent: unique(
      chosen
        .filter(({ node }) => local && !inhabited.has(node))
        .map(({ address }) => address),
    ),
  };
}

function balancedAddresses(service: KubernetesObject): readonly string[] {
  return at(service, 'spec', 'type') === 'LoadBalancer'
    ? listOf(at(service, 'status', 'loadBalancer', 'ingress')).flatMap(
        ingress =>
          textOf(at(ingress, 'ip')) ?? textOf(at(ingress, 'hostname')) ?? [],
      )
    : [];
}

/** Undefined for a Service that is not reached by Nodes; what is no JSON selects all of them. */
function nodeSelectorOf(
  service: KubernetesObject,
): Readonly<Record<string, string>> | undefined {
  const text = service.metadata.annotations?.[NODE_SELECTOR];
  if (text === undefined || at(service, 'spec', 'type') !== 'NodePort') {
    return undefined;
  }
  try {
    return stringsOf(objectOf(JSON.parse(text)));
  } catch {
    return {};
  }
}

function nodePortOf(
  service: KubernetesObject,
  port: number,
): number | undefined {
  return listOf(at(service, 'spec', 'ports'))
    .filter(entry => at(entry, 'port') === port)
    .map(entry => numberOf(at(entry, 'nodePort')))
    .at(-1);
}

function externalOf(node: KubernetesObject): string | undefined {
  return listOf(at(node, 'status', 'addresses'))
    .filter(entry => at(entry, 'type') === 'ExternalIP')
    .map(entry => textOf(at(entry, 'address')))
    .find(Boolean);
}

function allOfNode(node: KubernetesObject): readonly string[] {
  return listOf(at(node, 'status', 'addresses')).flatMap(
    entry => textOf(at(entry, 'address')) ?? [],
  );
}

function hasLabels(
  { metadata: { labels } }: KubernetesObject,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => labels?.[name] === value,
  );
}

/** Each once, sorted. */
export function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareStrings);
}
