import type {
  TestifiedRequest,
  TestifiedRoute,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  listOf,
  objectOf,
  textOf,
  type Json,
} from '../../../kubernetes/objects/json';
import {
  filterChains,
  outboundOf,
  routeNames,
  targetsOf,
  tcpTargets,
  type ProxyConfig,
} from '../proxyConfig';
import { unknownFilter, unknownSetting } from '../unknownFilter';
import { abortsOf } from './abortsOf';
import {
  capturing,
  isForAnyAddress,
  leftOver,
  type AskedHost,
} from './capturing';
import { forwardedTo } from './forwardedTo';
import { takesAll, takesPlainRequest } from './routeMatch';
import {
  unusualOfChain,
  unusualOfListener,
  unusualOfRoute,
} from './unusualSetting';

/** So many routes that end differently are told of a virtual host. */
const MAX_OTHERS = 20;

/** A virtual host, and the chain whose filters requests to it go through. */
interface Found {
  readonly chain: Json;
  readonly virtualHost: Json;
}

/**
 * What a client's proxy does with a plain request to a Service port: `GET /` with the full host
 * name where the port is HTTP for the client, else a connection. Sources: istio/istio
 * pilot/pkg/networking/core/httproute.go (buildSidecarOutboundVirtualHosts), listener.go; Envoy api
 * envoy/config/route/v3/route_components.proto.
 */
export function plainRequest(
  config: ProxyConfig,
  asked: AskedHost,
): TestifiedRequest {
  const listeners = capturing(config, asked);
  const setting = listeners
    .map(unusualOfListener)
    .find(each => each !== undefined);
  if (setting !== undefined) {
    return { kind: 'unread', what: setting };
  }
  const found = listeners
    .flatMap(filterChains)
    .flatMap(chain => virtualHostOf(config, chain, asked) ?? [])[0];
  return found === undefined
    ? connection(config, listeners, asked)
    : httpRequest(config, found, asked);
}

/**
 * The virtual host by the name itself, else the one with the longest pattern that covers it: a
 * VirtualService for `*.shop.svc.cluster.local` stands for all hosts of the namespace. What is for
 * all hosts whatsoever is what istiod does with hosts that it does not know (Envoy api
 * envoy/config/route/v3/route_components.proto, VirtualHost.domains).
 */
function virtualHostOf(
  config: ProxyConfig,
  chain: Json,
  { host, port }: AskedHost,
): Found | undefined {
  const names = [host, `${host}:${port}`];
  const candidates = domainsOf(config, chain);
  const exact = candidates.find(({ domain }) => names.includes(domain));
  const covering = candidates
    .filter(
      ({ domain }) =>
        domain.length > 1 &&
        domain.startsWith('*') &&
        names.some(name => name.endsWith(domain.slice(1))),
    )
    .sort((one, other) => other.domain.length - one.domain.length);
  return exact ?? covering[0];
}

function domainsOf(
  config: ProxyConfig,
  chain: Json,
): readonly (Found & { readonly domain: string })[] {
  return routeNames(chain)
    .map(route => config.routes.get(route))
    .flatMap(route => listOf(route?.virtualHosts))
    .map(objectOf)
    .flatMap(virtualHost =>
      listOf(virtualHost.domains).map(domain => ({
        chain,
        virtualHost,
        domain: textOf(domain) ?? '',
      })),
    );
}

function httpRequest(
  config: ProxyConfig,
  found: Found,
  asked: AskedHost,
): TestifiedRequest {
  const filter = unknownFilter(found.chain);
  if (filter !== undefined) {
    return { kind: 'unread', what: `filter ${filter}` };
  }
  const routes = listOf(found.virtualHost.routes).map(objectOf);
  const last = routes.findIndex(({ match }) => takesAll(objectOf(match)));
  const inUse = last < 0 ? routes : routes.slice(0, last + 1);
  const takes = inUse.map(({ match }) => takesPlainRequest(objectOf(match)));
  const first = takes.findIndex(each => each !== false);
  if (takes[first] === 'unread') {
    return { kind: 'unread', what: 'a route that matches in another way' };
  }
  const plain = routed(config, found, inUse[first], asked);
  const others = othersOf(plain, {
    routes: [
      ...inUse.filter((_, index) => index !== first),
      ...(last < 0 ? [undefined] : []),
    ],
    read: route => routed(config, found, route, asked),
  });
  return others.length === 0 ? plain : { ...plain, others };
}

/** What becomes of requests that take other routes, where it is not the same. */
function othersOf(
  plain: TestifiedRoute,
  options: {
    readonly routes: readonly (Json | undefined)[];
    readonly read: (route: Json | undefined) => TestifiedRoute;
  },
): readonly TestifiedRoute[] {
  const actions = new Map(
    options.routes.map(route => [JSON.stringify(actionOf(route)), route]),
  );
  const results = new Map(
    [...actions.values()]
      .slice(0, MAX_OTHERS)
      .map(options.read)
      .map(result => [JSON.stringify(result), result]),
  );
  results.delete(JSON.stringify(plain));
  return [
    ...results.values(),
    ...(actions.size > MAX_OTHERS
      ? [{ kind: 'unread', what: `more than ${MAX_OTHERS} routes` } as const]
      : []),
  ];
}

/** All of a route that decides what becomes of a request. */
function actionOf(route: Json | undefined): unknown {
  return (
    route && [
      route.directResponse !== undefined,
      route.redirect !== undefined,
      route.typedPerFilterConfig,
      targetsOf(objectOf(route.route)),
      unusualOfRoute(route, {}),
    ]
  );
}

function routed(
  config: ProxyConfig,
  { chain, virtualHost }: Found,
  route: Json | undefined,
  { host }: AskedHost,
): TestifiedRoute {
  // Without a route Envoy answers 404.
  if (route === undefined || route.directResponse !== undefined) {
    return { kind: 'answered', by: 'response' };
  }
  if (route.redirect !== undefined) {
    return { kind: 'answered', by: 'redirect' };
  }
  const aborts = abortsOf(chain, route, virtualHost);
  if (aborts === 'all') {
    return { kind: 'answered', by: 'fault' };
  }
  const unusual = unusualOfRoute(route, virtualHost);
  if (unusual !== undefined) {
    return { kind: 'unread', what: unusual };
  }
  const setting = [route, virtualHost]
    .map(each => unknownSetting(objectOf(each.typedPerFilterConfig)))
    .find(name => name !== undefined);
  if (setting !== undefined) {
    return { kind: 'unread', what: `settings of filter ${setting}` };
  }
  if (aborts === 'unread') {
    return { kind: 'unread', what: 'a fault for some requests' };
  }
  const to = forwardedTo(config, targetsOf(objectOf(route.route)), host);
  return to.kind === 'forwarded' && aborts === 'some'
    ? { ...to, abortsSome: true }
    : to;
}

/**
 * Where a connection to the port goes. Where the address is not known under which the client finds
 * the host, that one of the port's listeners counts that names the host in a cluster.
 */
function connection(
  config: ProxyConfig,
  listeners: readonly Json[],
  asked: AskedHost,
): TestifiedRequest {
  const { host } = asked;
  const naming = listeners
    .flatMap(filterChains)
    .filter(chain =>
      tcpTargets(chain).some(
        ({ cluster }) => outboundOf(cluster)?.host === host,
      ),
    );
  const [first, ...others] = naming.map(chain =>
    tcpRequest(config, chain, host),
  );
  if (first === undefined) {
    return unnamed(config, listeners, asked);
  }
  return others.every(other => JSON.stringify(other) === JSON.stringify(first))
    ? first
    : { kind: 'unread', what: 'several listeners of the port' };
}

function tcpRequest(
  config: ProxyConfig,
  chain: Json,
  host: string,
): TestifiedRoute {
  const filter = unknownFilter(chain);
  if (filter !== undefined) {
    return { kind: 'unread', what: `filter ${filter}` };
  }
  const setting = unusualOfChain(chain);
  return setting === undefined
    ? forwardedTo(config, tcpTargets(chain), host)
    : { kind: 'unread', what: setting };
}

/**
 * What istiod does with a host that is unknown to it, or known under another address alone. Source:
 * istio/istio pilot/pkg/networking/core/httproute.go (buildCatchAllVirtualHost).
 */
function unnamed(
  config: ProxyConfig,
  listeners: readonly Json[],
  asked: AskedHost,
): TestifiedRequest {
  const chains = (
    asked.addresses === undefined
      ? listeners.filter(isForAnyAddress)
      : listeners
  ).flatMap(filterChains);
  const all = chains
    .flatMap(chain => domainsOf(config, chain))
    .find(({ domain }) => domain === '*');
  if (all !== undefined) {
    return httpRequest(config, all, asked);
  }
  if (chains.length > 0) {
    return { kind: 'unread', what: 'a listener that is for other hosts' };
  }
  const [last] = leftOver(config);
  return last === undefined
    ? { kind: 'not-configured' }
    : tcpRequest(config, last, asked.host);
}
