import {
  at,
  listOf,
  objectOf,
  textOf,
  type Json,
} from '../../../kubernetes/objects/json';

const FAULT = 'envoy.filters.http.fault';

/** Fields that limit a fault to some requests by more than chance. */
const LIMITS = ['upstreamCluster', 'headers', 'downstreamNodes'];

/**
 * Which requests of a route the proxy aborts. What is set for the route counts instead of what is
 * set for the virtual host, and that instead of the filter's own. Sources: Envoy api
 * envoy/extensions/filters/http/fault/v3/fault.proto; istio/istio
 * pilot/pkg/networking/core/route/route.go (TranslateFault).
 */
export function abortsOf(
  chain: Json,
  route: Json,
  virtualHost: Json,
): 'all' | 'some' | 'none' | 'unread' {
  const fault =
    [route, virtualHost]
      .map(({ typedPerFilterConfig }) => objectOf(typedPerFilterConfig)[FAULT])
      .find(setting => setting !== undefined) ?? ofFilter(chain);
  const abort = at(fault, 'abort');
  if (abort === undefined) {
    return 'none';
  }
  if (LIMITS.some(field => at(fault, field) !== undefined)) {
    return 'unread';
  }
  const numerator = at(abort, 'percentage', 'numerator');
  const of = { HUNDRED: 100, TEN_THOUSAND: 10_000, MILLION: 1_000_000 }[
    textOf(at(abort, 'percentage', 'denominator')) ?? 'HUNDRED'
  ];
  if (of === undefined) {
    return 'unread';
  }
  // Zero is not written in the JSON of Protobuf.
  if (typeof numerator !== 'number' || numerator === 0) {
    return 'none';
  }
  return numerator >= of ? 'all' : 'some';
}

function ofFilter(chain: Json): unknown {
  return listOf(chain.filters)
    .flatMap(filter => listOf(at(filter, 'typedConfig', 'httpFilters')))
    .map(objectOf)
    .filter(({ name }) => name === FAULT)
    .map(({ typedConfig }) => typedConfig)[0];
}
