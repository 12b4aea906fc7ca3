import type { TestifiedInbound } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  at,
  listOf,
  objectOf,
  textOf,
  type Json,
} from '../../kubernetes/objects/json';
import { filterChains, type ProxyConfig } from './proxyConfig';
import { rolesOf, type ArrivingRequest } from './rolesOf';
import { SERVER_FILTERS, unknownFilter } from './unknownFilter';

/** The listener to which all connections are handed that arrive at a Pod with a sidecar. */
const INBOUND = 'virtualInbound';

/** What the sidecars of clients offer in their mutual TLS, for HTTP and for anything else. */
const MESH_PROTOCOLS = [
  'istio-http/1.1',
  'istio-h2',
  'istio-http/1.0',
  'istio',
];

/**
 * What the server's proxy does with a plain request that arrives, over mutual TLS where the request
 * has an identity and else not encrypted. Sources: istio/istio
 * pilot/pkg/networking/core/listener_inbound.go (buildInboundListeners,
 * getFilterChainsByServicePort); Envoy api envoy/config/listener/v3/listener_components.proto
 * (FilterChainMatch).
 */
export function inboundRequest(
  config: ProxyConfig,
  request: ArrivingRequest,
): TestifiedInbound {
  const listener = config.listeners.find(({ name }) => name === INBOUND);
  if (listener === undefined) {
    return { kind: 'unread', what: `no listener ${INBOUND}` };
  }
  const chains = chainsFor(filterChains(listener), request);
  const answers = chains.map(chain => throughChain(chain, request));
  const [first] = answers;
  if (first === undefined) {
    return { kind: 'refused' };
  }
  return answers.every(
    answer => JSON.stringify(answer) === JSON.stringify(first),
  )
    ? first
    : { kind: 'unread', what: 'HTTP and other connections are treated unlike' };
}

/**
 * The chains of the port alone where there are some, and of those what is for the connection's
 * protection: several where HTTP is told from the rest.
 */
function chainsFor(
  all: readonly Json[],
  { port, identity }: ArrivingRequest,
): readonly Json[] {
  const isOfPort = (chain: Json) =>
    at(chain.filterChainMatch, 'destinationPort') === port;
  const own = all.some(isOfPort)
    ? all.filter(isOfPort)
    : all.filter(
        chain => at(chain.filterChainMatch, 'destinationPort') === undefined,
      );
  const protocol = identity === undefined ? 'raw_buffer' : 'tls';
  const protectedSo = own.filter(
    chain => at(chain.filterChainMatch, 'transportProtocol') === protocol,
  );
  if (identity === undefined) {
    return protectedSo;
  }
  const protocolsOf = (chain: Json) =>
    listOf(at(chain.filterChainMatch, 'applicationProtocols'));
  const forMesh = protectedSo.filter(chain =>
    protocolsOf(chain).some(name => MESH_PROTOCOLS.includes(String(name))),
  );
  const forAny = protectedSo.filter(chain => protocolsOf(chain).length === 0);
  return forMesh.length > 0 ? forMesh : forAny;
}

function throughChain(chain: Json, request: ArrivingRequest): TestifiedInbound {
  const isEnded = String(
    at(chain, 'transportSocket', 'typedConfig', '@type'),
  ).endsWith('DownstreamTlsContext');
  if (request.identity !== undefined && !isEnded) {
    // The bytes of the TLS go to the application as they are.
    return { kind: 'refused' };
  }
  const filter = unknownFilter(chain, SERVER_FILTERS);
  if (filter !== undefined) {
    return { kind: 'unread', what: `filter ${filter}` };
  }
  if (!inboundRoutes(chain).every(isPassedOn)) {
    return { kind: 'unread', what: 'a route of the server' };
  }
  for (const rules of roleFilters(chain)) {
    const answer = rolesOf(rules, request);
    if (answer === undefined) {
      return {
        kind: 'unread',
        what: 'a policy that asks for more than is known',
      };
    }
    if (answer !== 'passes') {
      return { kind: 'denied', policies: answer.denied };
    }
  }
  return { kind: 'accepted' };
}

function inboundRoutes(chain: Json): readonly Json[] {
  return listOf(chain.filters)
    .flatMap(filter =>
      listOf(at(filter, 'typedConfig', 'routeConfig', 'virtualHosts')),
    )
    .flatMap(host => listOf(at(host, 'routes')))
    .map(objectOf);
}

/** To the application, as istiod writes it. */
function isPassedOn({ route, typedPerFilterConfig }: Json): boolean {
  return (
    /^(inbound\||InboundPassthroughCluster$)/.test(
      textOf(at(route, 'cluster')) ?? '',
    ) && typedPerFilterConfig === undefined
  );
}

/** Those that enforce, in their order: first for connections, then for requests. */
function roleFilters(chain: Json): readonly Json[] {
  const filters = listOf(chain.filters);
  return [
    ...filters,
    ...filters.flatMap(filter =>
      listOf(at(filter, 'typedConfig', 'httpFilters')),
    ),
  ]
    .filter(filter => textOf(at(filter, 'name'))?.endsWith('.rbac'))
    .map(filter => objectOf(at(filter, 'typedConfig', 'rules')))
    .filter(rules => Object.keys(rules).length > 0);
}
