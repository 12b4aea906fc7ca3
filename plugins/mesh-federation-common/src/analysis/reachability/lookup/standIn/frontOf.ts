import type { Evidence, HttpRoute, VirtualService } from '../../../../model';
import type { ServiceName } from '../../../../model/cluster/service';
import type { ClusterIndex } from '../ClusterIndex';
import type { ReachabilityContext } from '../context/ReachabilityContext';
import { resolveHost, serviceHost } from '../hostLookUp';
import { serviceOf } from './aliasOf';

interface Front {
  readonly target: ServiceName;
  /** Absent: that of the request. */
  readonly port?: number;
  readonly evidence: Evidence;
}

/**
 * The Service to which a VirtualService sends all requests for one without selector and endpoints,
 * which is a mere name in front of it. Undefined when some clients or requests have other routes.
 * Source: istio/istio pilot/pkg/networking/core/route/route.go
 * buildSidecarVirtualHostsForVirtualService.
 */
export function frontOf(
  context: ReachabilityContext,
  index: ClusterIndex,
  service: ServiceName,
): Front | undefined {
  const own = index.service(service.namespace, service.name);
  const host = serviceHost(service);
  const found = index.virtualServices(host);
  if (
    own.status === 'unknown' ||
    own.value === undefined ||
    own.value.type === 'ExternalName' ||
    found.status === 'unknown' ||
    found.value.length !== 1 ||
    context.clusters.some(cluster =>
      mayAnswer(context.index(cluster)!, service),
    )
  ) {
    return undefined;
  }
  const [routes] = found.value as [VirtualService];
  const { object, exportTo, gateways, http } = routes;
  const { settings } = index;
  const scopes =
    exportTo ??
    (settings.status === 'observed'
      ? settings.value.defaultVirtualServiceExportTo
      : []);
  const targets = http.map(route => targetOf(route, object.namespace ?? ''));
  const [first] = targets;
  const target = first && serviceOf(first.host);
  return target === undefined ||
    first === undefined ||
    first.host === host ||
    !scopes.includes('*') ||
    !(gateways.length === 0 || gateways.includes('mesh')) ||
    targets.some(item => item?.host !== first.host || item.port !== first.port)
    ? undefined
    : {
        target,
        ...(first.port === undefined ? {} : { port: first.port }),
        evidence: {
          cluster: index.cluster,
          object,
          field: 'spec.http[0].route',
          value: first.host,
          at: found.at,
        },
      };
}

/**
 * Where a VirtualService sends requests for a Service without endpoints in more ways than
 * {@link frontOf} follows: which Services answer is not told by the one that is asked for.
 */
export function unreadFront(
  context: ReachabilityContext,
  index: ClusterIndex,
  service: ServiceName,
): VirtualService | undefined {
  const host = serviceHost(service);
  const found = index.virtualServices(host);
  if (
    found.status === 'unknown' ||
    frontOf(context, index, service) !== undefined ||
    context.clusters.some(cluster =>
      mayAnswer(context.index(cluster)!, service),
    )
  ) {
    return undefined;
  }
  const isThere = (target: string) => {
    const name = serviceOf(target);
    return (
      name !== undefined &&
      target !== host &&
      context.clusters.some(cluster => mayAnswer(context.index(cluster)!, name))
    );
  };
  return found.value.find(
    ({ gateways, http, tcp, object }) =>
      (gateways.length === 0 || gateways.includes('mesh')) &&
      [...http, ...tcp].some(
        item =>
          ('delegate' in item && item.delegate !== undefined) ||
          item.route.some(({ host: target }) =>
            isThere(resolveHost(target, object.namespace ?? '')),
          ),
      ),
  );
}

/** Whether the Service has, or may have, endpoints of its own. */
function mayAnswer(
  index: ClusterIndex,
  { namespace, name }: ServiceName,
): boolean {
  const own = index.service(namespace, name);
  const slices = index.endpointSlices(namespace, name);
  return (
    own.status === 'unknown' ||
    slices.status === 'unknown' ||
    Object.keys(own.value?.selector ?? {}).length > 0 ||
    slices.value.some(({ endpoints }) => endpoints.length > 0)
  );
}

/** The one destination of a route; undefined when it has none, or several. */
function targetOf({ route }: HttpRoute, namespace: string) {
  const [only, ...more] = route;
  return only === undefined || more.length > 0
    ? undefined
    : { host: resolveHost(only.host, namespace), port: only.port };
}
