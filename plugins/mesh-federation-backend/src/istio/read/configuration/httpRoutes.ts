import {
  optional,
  type HttpRoute,
  type RouteDestination,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  at,
  listOf,
  numberOf,
  stringsOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';
import { isHarmlessHeader } from './isHarmlessHeader';
import { decodeMatches } from './routeMatches';

/**
 * Reads one HTTP route of a VirtualService. Source: istio/istio
 * pilot/pkg/networking/core/route/route.go.
 */
export function decodeHttpRoute(route: unknown): HttpRoute {
  const delegate = textOf(at(route, 'delegate', 'name'));
  const namespace = textOf(at(route, 'delegate', 'namespace'));
  const timeout = decodeDuration(at(route, 'timeout'));
  return {
    ...optional({ name: textOf(at(route, 'name')) }),
    match: decodeMatches(route),
    redirect: isSet(at(route, 'redirect')),
    ...optional({
      directResponse: numberOf(at(route, 'directResponse', 'status')),
      abort: decodeAbort(at(route, 'fault', 'abort')),
      delay: decodeDelay(at(route, 'fault', 'delay')),
      timeout,
      timeoutText:
        timeout === undefined ? undefined : textOf(at(route, 'timeout')),
      rewrite: decodeRewrite(route),
      headers: decodeHeaders(route),
      delegate: delegate
        ? { ...optional({ namespace }), name: delegate }
        : undefined,
    }),
    route: decodeDestinations(at(route, 'route')),
  };
}

/** Destinations of a route of any protocol. */
export function decodeDestinations(
  destinations: unknown,
): readonly RouteDestination[] {
  return listOf(destinations).map(entry => ({
    host: textOf(at(entry, 'destination', 'host')) ?? '',
    ...optional({
      subset: textOf(at(entry, 'destination', 'subset')),
      port: numberOf(at(entry, 'destination', 'port', 'number')),
      weight: numberOf(at(entry, 'weight')),
    }),
  }));
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** In milliseconds; none and 0 mean no limit. */
function decodeDuration(duration: unknown): number | undefined {
  const parts = [
    ...(textOf(duration) ?? '').matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)/g),
  ];
  return (
    parts.reduce(
      (sum, [, number, unit]) => sum + Number(number) * UNITS[unit!]!,
      0,
    ) || undefined
  );
}

/**
 * An abort without `percentage` hits no request. istiod leaves out an abort that gives neither an
 * HTTP nor a gRPC status.
 */
function decodeAbort(abort: unknown): HttpRoute['abort'] {
  const status = numberOf(at(abort, 'httpStatus'));
  if (status === undefined && !textOf(at(abort, 'grpcStatus'))) {
    return undefined;
  }
  return {
    percent: numberOf(at(abort, 'percentage', 'value')) ?? 0,
    ...optional({ status }),
  };
}

/** istiod knows fixed delays alone, and still reads the deprecated `percent`. */
function decodeDelay(delay: unknown): HttpRoute['delay'] {
  if (!textOf(at(delay, 'fixedDelay'))) {
    return undefined;
  }
  return {
    percent: isSet(at(delay, 'percentage'))
      ? numberOf(at(delay, 'percentage', 'value')) ?? 0
      : numberOf(at(delay, 'percent')) ?? 0,
  };
}

const AUTHORITY = ['host', ':authority'];

/** Also the host that `headers` set, unless `rewrite` has one. */
function decodeRewrite(route: unknown): HttpRoute['rewrite'] {
  const rewrite = at(route, 'rewrite');
  const byExpression = isSet(at(rewrite, 'uriRegexRewrite'));
  const authority =
    textOf(at(rewrite, 'authority')) ||
    Object.entries(stringsOf(at(route, 'headers', 'request', 'set'))).find(
      ([name]) => AUTHORITY.includes(name.toLowerCase()),
    )?.[1];
  const uri = byExpression
    ? undefined
    : textOf(at(rewrite, 'uri')) || undefined;
  return byExpression || authority || uri
    ? {
        ...optional({
          uri,
          byExpression: byExpression || undefined,
          authority: authority || undefined,
        }),
      }
    : undefined;
}

/**
 * What becomes of headers of the request: those of the route, then those of its only destination;
 * with more destinations nobody can tell whose.
 */
function decodeHeaders(route: unknown): HttpRoute['headers'] {
  const destinations = listOf(at(route, 'route')).map(changesOf);
  const ofDestinations =
    destinations.length === 1
      ? destinations.flat()
      : destinations.flat().map(({ name }) => ({ name, to: 'set' as const }));
  const all = [...changesOf(route), ...ofDestinations];
  return all.length > 0 ? all : undefined;
}

function changesOf(owner: unknown): NonNullable<HttpRoute['headers']> {
  const request = at(owner, 'headers', 'request');
  const namesOf = (field: string) =>
    Object.entries(stringsOf(at(request, field)))
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !AUTHORITY.includes(name));
  return [
    ...textsOf(at(request, 'remove')).map(name => ({
      name: name.toLowerCase(),
      to: 'removed' as const,
    })),
    ...namesOf('set').map(([name, value]) => ({
      name,
      to: 'set' as const,
      ...optional({
        value: isHarmlessHeader(name, value) ? value : undefined,
      }),
    })),
    // Added to what the request has.
    ...namesOf('add').map(([name]) => ({ name, to: 'set' as const })),
  ];
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
