import type { TestifiedRequest } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  at,
  listOf,
  objectOf,
  textOf,
  type Json,
} from '../../../kubernetes/objects/json';
import { destinationsOf } from './destinationsOf';
import { unknownFilter, unknownSetting } from '../unknownFilter';
import {
  capturing,
  filterChains,
  outboundOf,
  routeNames,
  targetsOf,
  tcpTargets,
  type ProxyConfig,
} from '../proxyConfig';

/** A Service port by the name under which clients ask for it. */
export interface AskedHost {
  /** Full name: `orders.shop.svc.cluster.local`. */
  readonly host: string;
  readonly port: number;
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
  for (const chain of capturing(config, asked.port).flatMap(filterChains)) {
    const virtualHost = virtualHostOf(config, chain, asked);
    if (virtualHost !== undefined) {
      const filter = unknownFilter(chain);
      return filter === undefined
        ? httpRequest(config, virtualHost, asked)
        : { kind: 'unread', what: `filter ${filter}` };
    }
  }
  return connection(config, asked);
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
): Json | undefined {
  const names = [host, `${host}:${port}`];
  const candidates = routeNames(chain)
    .map(route => config.routes.get(route))
    .flatMap(route => listOf(route?.virtualHosts))
    .map(objectOf)
    .flatMap(virtualHost =>
      listOf(virtualHost.domains).map(domain => ({
        virtualHost,
        domain: textOf(domain) ?? '',
      })),
    );
  const exact = candidates.find(({ domain }) => names.includes(domain));
  const covering = candidates
    .filter(
      ({ domain }) =>
        domain.length > 1 &&
        domain.startsWith('*') &&
        names.some(name => name.endsWith(domain.slice(1))),
    )
    .sort((one, other) => other.domain.length - one.domain.length);
  return (exact ?? covering[0])?.virtualHost;
}

function httpRequest(
  config: ProxyConfig,
  virtualHost: Json,
  asked: AskedHost,
): TestifiedRequest {
  for (const route of listOf(virtualHost.routes).map(objectOf)) {
    const takes = takesPlainRequest(objectOf(route.match));
    if (takes === 'unread') {
      return { kind: 'unread', what: 'a route that matches in another way' };
    }
    if (takes) {
      return resultOf(config, { route, virtualHost }, asked);
    }
  }
  // No route: Envoy answers 404.
  return { kind: 'answered', by: 'response' };
}

function resultOf(
  config: ProxyConfig,
  { route, virtualHost }: Readonly<Record<'route' | 'virtualHost', Json>>,
  asked: AskedHost,
): TestifiedRequest {
  if (route.directResponse !== undefined) {
    return { kind: 'answered', by: 'response' };
  }
  if (route.redirect !== undefined) {
    return { kind: 'answered', by: 'redirect' };
  }
  const settings = [route, virtualHost].map(({ typedPerFilterConfig }) =>
    objectOf(typedPerFilterConfig),
  );
  if (settings.some(abortsAll)) {
    return { kind: 'answered', by: 'fault' };
  }
  const setting = settings.map(unknownSetting).find(name => name !== undefined);
  if (setting !== undefined) {
    return { kind: 'unread', what: `settings of filter ${setting}` };
  }
  return forwarded(config, targetsOf(objectOf(route.route)), asked);
}

function forwarded(
  config: ProxyConfig,
  targets: ReturnType<typeof targetsOf>,
  { host }: AskedHost,
): TestifiedRequest {
  if (targets.length === 0) {
    return {
      kind: 'unread',
      what: 'a route that chooses its cluster in another way',
    };
  }
  if (
    targets.some(
      ({ cluster }) => config.clusters.get(cluster)?.type === 'ORIGINAL_DST',
    )
  ) {
    return {
      kind: 'unread',
      what: 'the address that the client has looked up',
    };
  }
  const found = destinationsOf(config, targets, host);
  return found.destinations.some(({ clusterId }) => clusterId === undefined)
    ? {
        kind: 'unread',
        what: 'endpoints that do not say of which cluster they are',
      }
    : { kind: 'forwarded', ...found };
}

/** A fault that aborts every request. */
function abortsAll(filters: Json): boolean {
  const abort = at(filters, 'envoy.filters.http.fault', 'abort');
  const numerator = at(abort, 'percentage', 'numerator');
  const of = { HUNDRED: 100, TEN_THOUSAND: 10_000, MILLION: 1_000_000 }[
    textOf(at(abort, 'percentage', 'denominator')) ?? 'HUNDRED'
  ];
  return typeof numerator === 'number' && of !== undefined && numerator >= of;
}

/** Fields of a match that say nothing of a plain request. */
const INDIFFERENT = ['caseSensitive'];

/** Whether a route's match takes `GET /` without any header of its own. */
function takesPlainRequest(match: Json): boolean | 'unread' {
  const { prefix, path, pathSeparatedPrefix, headers, ...others } = match;
  if (typeof pathSeparatedPrefix === 'string') {
    return false;
  }
  if (typeof prefix === 'string' && !'/'.startsWith(prefix)) {
    return false;
  }
  if (typeof path === 'string' && path !== '/') {
    return false;
  }
  const answers = listOf(headers).map(item =>
    takesPlainHeaders(objectOf(item)),
  );
  if (answers.includes(false) || listOf(others.queryParameters).length > 0) {
    return false;
  }
  // Regular expressions are Envoy's; runtime fractions are chance.
  return answers.includes('unread') ||
    Object.keys(others).some(field => !INDIFFERENT.includes(field)) ||
    (prefix === undefined && path === undefined)
    ? 'unread'
    : true;
}

const PLAIN: Readonly<Record<string, string>> = {
  ':method': 'GET',
  ':path': '/',
  ':scheme': 'http',
};

function takesPlainHeaders(matcher: Json): boolean | 'unread' {
  const value = PLAIN[textOf(matcher.name) ?? ''];
  const inverted = matcher.invertMatch === true;
  if (textOf(matcher.name)?.startsWith(':') && value === undefined) {
    return 'unread';
  }
  if (value === undefined) {
    // A header that is missing is only taken by what asks for that.
    return matcher.presentMatch === false || matcher.treatMissingHeaderAsEmpty
      ? 'unread'
      : inverted;
  }
  const exact = textOf(at(matcher, 'stringMatch', 'exact'));
  return exact === undefined ? 'unread' : (exact === value) !== inverted;
}

/**
 * Where a connection to the port goes. The address under which the client finds the host is not
 * looked at: of the listeners of the port the one counts that names the host in a cluster.
 */
function connection(config: ProxyConfig, asked: AskedHost): TestifiedRequest {
  const { host, port } = asked;
  const chains = capturing(config, port)
    .flatMap(filterChains)
    .map(chain => ({ chain, targets: tcpTargets(chain) }))
    .filter(({ targets }) =>
      targets.some(({ cluster }) => outboundOf(cluster)?.host === host),
    );
  const [first, ...others] = chains.map(
    ({ chain, targets }): TestifiedRequest => {
      const filter = unknownFilter(chain);
      return filter === undefined
        ? forwarded(config, targets, asked)
        : { kind: 'unread', what: `filter ${filter}` };
    },
  );
  if (first === undefined) {
    return { kind: 'not-configured' };
  }
  return others.every(other => JSON.stringify(other) === JSON.stringify(first))
    ? first
    : { kind: 'unread', what: 'several listeners of the port' };
}
