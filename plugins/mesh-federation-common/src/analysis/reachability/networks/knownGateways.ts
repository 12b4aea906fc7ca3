import type {
  ClusterName,
  EastWestGateway,
  MissingFact,
  ObjectRef,
} from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { selectsNamespace } from '../lookup/selection/selectsNamespace';
import { serviceHost } from '../lookup/hostLookUp';
import { missingFact, noPlane } from '../lookup/missingFact';

/** One address of a gateway as an istiod uses it. */
export interface KnownGateway {
  /** Absent for an address that meshNetworks lists. */
  readonly cluster?: ClusterName;
  readonly gateway?: EastWestGateway;
  readonly object?: ObjectRef;
  readonly address: string;
  readonly port: number;
}

/** Gateways of one network, and what was not observed and may hold more of them. */
export interface KnownGateways {
  readonly gateways: readonly KnownGateway[];
  readonly missing: readonly MissingFact[];
}

interface Input {
  readonly context: ReachabilityContext;
  readonly client: ClusterIndex;
  readonly provider: ClusterIndex;
}

/**
 * Gateways by which the client's istiod sends requests to endpoints of the provider on a network:
 * those of the provider's cluster, else all of that network that it knows, from the clusters that
 * it reads and from meshNetworks (istio/istio pilot/pkg/xds/endpoints/ep_filters.go
 * selectNetworkGateways, pilot/pkg/model/network.go).
 */
export function knownGateways(input: Input, network: string): KnownGateways {
  const { client, provider } = input;
  const own = gatewaysOf(provider, client, network);
  if (own.gateways.length > 0 || own.missing.length > 0) {
    return own;
  }
  const parts = [
    ...otherClusters(input).map(index => gatewaysOf(index, client, network)),
    fromMeshNetworks(client, network),
    notReadClusters(input, network),
  ];
  const gateways = parts.flatMap(part => part.gateways);
  return {
    gateways,
    // One gateway that is known is enough for istiod to leave the raw addresses; more of them would
    // only share its load.
    missing: gateways.length > 0 ? [] : parts.flatMap(part => part.missing),
  };
}

/** The client's own cluster and those that its istiod reads for sure, without the provider. */
function otherClusters({
  context,
  client,
  provider,
}: Input): readonly ClusterIndex[] {
  return context.clusters.flatMap(name => {
    const index = context.index(name);
    return index !== undefined &&
      name !== provider.cluster &&
      (name === client.cluster ||
        context.discovery(client.cluster, name)?.verdict === 'synced')
      ? [index]
      : [];
  });
}

/**
 * Clusters that have a gateway of the network, or may have one, of which it is not known whether
 * the client's istiod reads them.
 */
function notReadClusters(
  { context, client, provider }: Input,
  network: string,
): KnownGateways {
  const missing = context.clusters.flatMap(name => {
    const relation = context.discovery(client.cluster, name);
    const index = context.index(name);
    if (
      name === provider.cluster ||
      index === undefined ||
      relation?.verdict !== 'unknown'
    ) {
      return [];
    }
    const there = gatewaysOf(index, client, network);
    return there.gateways.length > 0
      ? [
          {
            cluster: client.cluster,
            what: `endpoint discovery of ${name}, which has a gateway of network "${network}"`,
            reason: relation.reason,
            at: relation.at,
          },
        ]
      : there.missing;
  });
  return { gateways: [], missing };
}

function gatewaysOf(
  index: ClusterIndex,
  client: ClusterIndex,
  network: string,
): KnownGateways {
  const { gateways } = index.state;
  if (gateways.status === 'unknown') {
    return {
      gateways: [],
      missing: [missingFact(index.cluster, 'east-west gateways', gateways)],
    };
  }
  const named = namedGateways(client, index, network);
  const ofNetwork = [
    ...gateways.value.filter(item => item.network === network),
    ...named.gateways,
  ].map(gateway => ({ gateway, usable: isUsable(client, index, gateway) }));
  return {
    gateways: ofNetwork
      .filter(({ usable }) => usable === true)
      .flatMap(({ gateway }) =>
        gateway.addresses
          .filter(address => isUsableAddress(client, address))
          .map(address => ({
            cluster: index.cluster,
            gateway,
            object: gateway.object,
            address,
            port: reachedPort(gateway),
          })),
      ),
    missing: [
      ...named.missing,
      ...ofNetwork.flatMap(({ usable }) =>
        typeof usable === 'object' ? [usable] : [],
      ),
    ],
  };
}

/**
 * Gateways of a cluster that the client's meshNetworks names by their Service: those of registries
 * that it counts to the network. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/network.go reloadMeshNetworks, getGatewayDetails.
 */
function namedGateways(
  { controlPlane }: ClusterIndex,
  { cluster, state, controlPlane: plane }: ClusterIndex,
  network: string,
): {
  readonly gateways: readonly EastWestGateway[];
  readonly missing: readonly MissingFact[];
} {
  const found =
    controlPlane?.meshConfig.status === 'observed'
      ? controlPlane.meshConfig.value.meshNetworks[network]
      : undefined;
  const isCounted = found?.endpoints.some(
    ({ fromRegistry }) =>
      fromRegistry !== undefined && fromRegistry === plane?.clusterId,
  );
  const names = (found?.gateways ?? []).flatMap(
    ({ registryServiceName, port }) =>
      registryServiceName === undefined
        ? []
        : [{ host: registryServiceName, port }],
  );
  if (!isCounted || names.length === 0) {
    return { gateways: [], missing: [] };
  }
  const { unlabelledGateways } = state;
  if (unlabelledGateways.status === 'unknown') {
    return {
      gateways: [],
      missing: [
        missingFact(
          cluster,
          'gateways without a network label',
          unlabelledGateways,
        ),
      ],
    };
  }
  const all = [
    ...unlabelledGateways.value,
    ...(state.gateways.status === 'observed' ? state.gateways.value : []),
  ];
  const judged = names.map(({ host, port }) => ({
    host,
    gateways: all.filter(item => item.port === port && isNamed(item, host)),
  }));
  return {
    gateways: judged.flatMap(({ gateways }) => gateways),
    missing: judged.flatMap(({ host, gateways }) =>
      gateways.length > 0
        ? []
        : [
            {
              cluster,
              what: `addresses of gateway Service ${host}, which meshNetworks names for network "${network}"`,
              reason: 'nothing is known to pass mutual TLS through there',
              at: unlabelledGateways.at,
            },
          ],
    ),
  };
}

/** By the host of its Service; istiod gives one to a Gateway of the Gateway API. */
function isNamed({ object }: EastWestGateway, host: string): boolean {
  const names =
    object.kind === 'Service' ? [object.name] : [`${object.name}-istio`];
  return names.some(
    name => host === serviceHost({ namespace: object.namespace ?? '', name }),
  );
}

/**
 * Whether the client's istiod sends requests to a gateway, or what decides on it and was not
 * observed.
 */
function isUsable(
  client: ClusterIndex,
  index: ClusterIndex,
  gateway: EastWestGateway,
): boolean | MissingFact {
  const answers = [
    hasKnownAddresses(index, gateway),
    exposesPort(index, gateway),
    isLookedAt(client, index, gateway),
  ];
  return answers.includes(false)
    ? false
    : answers.find(answer => typeof answer === 'object') ?? true;
}

/** The port to which clients are sent: that of Nodes stands for the gateway's own. */
export function reachedPort({ nodePort, port }: EastWestGateway): number {
  return nodePort ?? port;
}

/** A gateway that Nodes lead to is one by their addresses. */
function hasKnownAddresses(
  index: ClusterIndex,
  { object, unreadNodes }: EastWestGateway,
): true | MissingFact {
  const { nodes } = index.state;
  return unreadNodes === undefined
    ? true
    : {
        cluster: index.cluster,
        what: `addresses of the Nodes that lead to the gateway ${object.name}`,
        reason:
          nodes.status === 'unknown'
            ? nodes.reason.message
            : 'they could not be read',
        at: index.state.gateways.at,
      };
}

/**
 * istiod ignores a gateway whose Service lacks the gateway's port; that of an ambient gateway has
 * the port of HBONE alone, which sidecars do not use (istio/istio
 * pilot/pkg/serviceregistry/kube/controller/network.go getGatewayDetails). A Service that does not
 * exist decides nothing: its name was guessed.
 */
export function exposesPort(
  index: ClusterIndex,
  { object, port }: EastWestGateway,
): boolean | MissingFact {
  const { services } = index.state;
  if (services.status === 'unknown') {
    return missingFact(
      index.cluster,
      `ports of the east-west gateway ${object.name}`,
      services,
    );
  }
  const service = gatewayService(index, object);
  return (
    service === undefined ||
    service.ports.some(item => item.port === port && item.protocol !== 'UDP')
  );
}

/**
 * An istiod with discoverySelectors sees only gateways of the namespaces that they select, in every
 * cluster that it reads.
 */
export function isLookedAt(
  client: ClusterIndex,
  index: ClusterIndex,
  { object }: EastWestGateway,
): boolean | MissingFact {
  const { settings } = client;
  if (settings.status === 'unknown') {
    return missingFact(client.cluster, 'discoverySelectors', settings);
  }
  const { discoverySelectors } = settings.value;
  if (discoverySelectors.length === 0) {
    return true;
  }
  const name = object.namespace ?? '';
  const namespace = index.namespace(name);
  if (namespace.status === 'unknown') {
    return missingFact(index.cluster, `labels of namespace ${name}`, namespace);
  }
  return (
    namespace.value === undefined ||
    selectsNamespace(discoverySelectors, namespace.value.labels)
  );
}

function gatewayService(index: ClusterIndex, object: ObjectRef) {
  const names =
    object.kind === 'Service'
      ? [object.name]
      : // Names that istiod gives to the Service of a Gateway, by class.
        [`${object.name}-istio`, object.name];
  for (const name of names) {
    const service = index.service(object.namespace ?? '', name);
    if (service.status === 'observed' && service.value !== undefined) {
      return service.value;
    }
  }
  return undefined;
}

function fromMeshNetworks(
  client: ClusterIndex,
  network: string,
): KnownGateways {
  const meshConfig = client.controlPlane?.meshConfig;
  if (meshConfig === undefined || meshConfig.status === 'unknown') {
    return {
      gateways: [],
      missing: [
        missingFact(
          client.cluster,
          'mesh config',
          meshConfig ?? noPlane(client),
        ),
      ],
    };
  }
  const listed = meshConfig.value.meshNetworks[network]?.gateways ?? [];
  const gateways = listed.flatMap(({ address, port }) =>
    address !== undefined && isUsableAddress(client, address)
      ? [{ object: meshConfig.value.configMap, address, port }]
      : [],
  );
  return { gateways, missing: [] };
}

/**
 * istiod resolves host names of gateways unless told not to (istio/istio pilot/pkg/features
 * RESOLVE_HOSTNAME_GATEWAYS).
 */
function isUsableAddress(client: ClusterIndex, address: string): boolean {
  return (
    addressFamily(address) !== undefined ||
    client.controlPlane?.features.RESOLVE_HOSTNAME_GATEWAYS !== 'false'
  );
}

/** Undefined for a host name. */
export function addressFamily(address: string): 'IPv4' | 'IPv6' | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) {
    return 'IPv4';
  }
  return address.includes(':') ? 'IPv6' : undefined;
}
