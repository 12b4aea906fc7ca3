import {
  optional,
  type HttpRoute,
  type RouteDestination,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { at, listOf, numberOf, textOf } from '../../../kubernetes/objects/json';
import { decodeMatches } from './routeMatches';

/**
 * Reads one HTTP route of a VirtualService. Source: istio/istio
 * pilot/pkg/networking/core/route/route.go.
 */
export function decodeHttpRoute(route: unknown): HttpRoute {
  const delegate = textOf(at(route, 'delegate', 'name'));
  const namespace = textOf(at(route, 'delegate', 'namespace'));
  return {
    ...optional({ name: textOf(at(route, 'name')) }),
    match: decodeMatches(route),
    redirect: isSet(at(route, 'redirect')),
    ...optional({
      directResponse: numberOf(at(route, 'directResponse', 'status')),
      abort: decodeAbort(at(route, 'fault', 'abort')),
      delay: decodeDelay(at(route, 'fault', 'delay')),
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

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
