import type {
  ControlPlane,
  MissingFact,
  Pod,
  ReachabilityPath,
} from '../../../model';
import { knownGateways, type KnownGateway } from './knownGateways';
import type { ProviderEndpoint } from '../question/Leg';
import {
  clientNetworks,
  endpointNetworks,
  type Group,
  type PathInput,
} from './networkGroups';
import { isAtLeast } from '../../istioVersion';
import { remembered } from '../../remembered';
import { optional } from '../../../model/basics/optional';

/**
 * Why raw pod addresses do not arrive: no gateway of the endpoints' network is known; the client's
 * proxies carry no network and their istiod takes them for neighbors; the label of the endpoints'
 * network contradicts their own proxies.
 */
export type NoPathReason = 'no-gateway' | 'no-network' | 'contradiction';

/** How proxies of one network get to endpoints of one network. */
export interface NetworkPath {
  /** ISTIO_META_NETWORK of the proxies; empty when not set. */
  readonly from: string;
  readonly clients: readonly Pod[];
  /** Network of the endpoints as the client's istiod sees it; empty when none is told. */
  readonly to: string;
  readonly endpoints: readonly ProviderEndpoint[];
  readonly path: ReachabilityPath;
  readonly gateways: readonly KnownGateway[];
  readonly because?: NoPathReason;
}

/**
 * All ways from the client's proxies to the provider's endpoints, sorted by the networks, and what
 * was not observed.
 */
export interface NetworkPaths {
  readonly paths: readonly NetworkPath[];
  readonly missing: readonly MissingFact[];
}

/**
 * How the client's istiod routes from each network of the client's proxies to each network of the
 * provider's endpoints. Sources: istio/istio pilot/pkg/xds/endpoints/ep_filters.go
 * EndpointsByNetworkFilter, pilot/pkg/model/context.go InNetwork,
 * pilot/pkg/serviceregistry/kube/controller/controller.go Network.
 */
export const networkPaths = remembered((input: PathInput): NetworkPaths => {
  const clients = clientNetworks(input);
  const endpoints = endpointNetworks(input);
  const missing = [...clients.missing, ...endpoints.missing];
  if (missing.length > 0) {
    return { paths: [], missing };
  }
  const results = clients.groups.flatMap(from =>
    endpoints.groups.map(to => networkPath(input, from, to)),
  );
  return {
    paths: results.flatMap(({ path }) => (path === undefined ? [] : [path])),
    missing: results.flatMap(result => result.missing),
  };
});

function networkPath(
  input: PathInput,
  from: Group<Pod>,
  to: Group<ProviderEndpoint>,
): { readonly path?: NetworkPath; readonly missing: readonly MissingFact[] } {
  const common = {
    from: from.network,
    clients: from.members,
    to: to.network,
    endpoints: to.members,
  };
  const raw = (): NetworkPath => ({
    ...common,
    ...rawPath(input, from.network, to),
    gateways: [],
  });
  if (from.network === to.network || to.network === '') {
    return { path: raw(), missing: [] };
  }
  const { gateways, missing } = knownGateways(input, to.network);
  if (missing.length > 0) {
    return { missing };
  }
  if (gateways.length === 0) {
    return { path: raw(), missing: [] };
  }
  if (from.network === '') {
    const forced = forcesGateway(input.client.controlPlane);
    if (forced === undefined) {
      return {
        missing: [
          {
            cluster: input.client.cluster,
            what: 'version of istiod',
            reason:
              'it decides whether proxies without a network use the gateway (Istio 1.30 and later) or the pod addresses',
            at: input.client.state.controlPlanes.at,
          },
        ],
      };
    }
    if (!forced) {
      return { path: raw(), missing: [] };
    }
  }
  return {
    path: {
      ...common,
      gateways,
      path: {
        kind: 'gateway',
        network: to.network,
        gateways: gateways.map(({ object, address, port }) => ({
          ...optional({ object }),
          address,
          port,
        })),
      },
    },
    missing: [],
  };
}

/** The proxies get the pods' own addresses. */
function rawPath(
  input: PathInput,
  from: string,
  to: Group<ProviderEndpoint>,
): Pick<NetworkPath, 'path' | 'because'> {
  if (input.client.cluster === input.provider.cluster) {
    return { path: { kind: 'local' } };
  }
  const none = (because: NoPathReason) => ({
    path: { kind: 'none' as const },
    because,
  });
  if (from !== '' && to.network !== '' && from !== to.network) {
    return none('no-gateway');
  }
  const label = labelOf(input);
  if (
    from === '' &&
    to.network !== '' &&
    label !== '' &&
    label !== to.network
  ) {
    return none(
      knownGateways(input, to.network).gateways.length > 0
        ? 'no-network'
        : 'no-gateway',
    );
  }
  if (from !== '' && to.members.some(item => contradicts(item, from))) {
    return none('contradiction');
  }
  return { path: { kind: 'direct', network: to.network || from } };
}

/**
 * The proxy of the endpoint names another network than the one by which clients take the endpoint
 * for a neighbor.
 */
export function contradicts(
  { pod, network }: ProviderEndpoint,
  clientNetwork: string,
): boolean {
  const own = pod?.proxy?.network ?? '';
  return own !== '' && own !== clientNetwork && network !== own;
}

function labelOf({ client }: PathInput): string {
  const { network } = client.state;
  return network.status === 'observed' ? network.value.label : '';
}

/** Since Istio 1.30 (ep_filters.go forceGateway); undefined when the version is not known. */
function forcesGateway(
  controlPlane: ControlPlane | undefined,
): boolean | undefined {
  return isAtLeast(controlPlane?.version, '1.30.0');
}
