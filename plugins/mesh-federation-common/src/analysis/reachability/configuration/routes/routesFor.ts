import type {
  HttpRoute,
  Observed,
  RouteMatch,
  VirtualService,
} from '../../../../model';
import { oldest } from '../../../oldest';
import { isAtLeast } from '../../../istioVersion';
import { describeObject } from '../../../../model/objectRef';
import { serviceHost } from '../../lookup/hostLookUp';
import {
  delegateOf,
  destinationsOf,
  type PlacedDestination,
} from './destinations';
import {
  closeness,
  isForMesh,
  mostSpecific,
  withHosts,
} from './virtualServices';
import { clientPort } from '../clientPort';
import type { LegInput } from '../../question/Leg';
import { mapObserved } from '../../lookup/lookUp';
import type { ClientGroup } from '../clients/clientGroups';
import { portProtocol } from '../objects/portProtocol';
import { bothMatch, conditionOf } from './routeMatches';
import {
  egressFor,
  routesFrom,
  showsAt,
  sidecarFor,
} from '../objects/sidecarFor';
import { asksForNodes } from '../../lookup/topology/topologyLabels';
import { optional } from '../../../../model/basics/optional';

/** Where a route stands. */
export interface RoutePlace {
  readonly virtualService: VirtualService;
  /** For example `spec.http[0]`; of the VirtualService that holds the route. */
  readonly field: string;
}

/** One route of a VirtualService as one client's proxy has it. */
export interface ClientRoute extends RoutePlace {
  readonly name?: string;
  /**
   * What it still asks for where client and port are known, one of them; absent: every request
   * that came so far.
   */
  readonly condition?: readonly RouteMatch[];
  readonly redirect: boolean;
  readonly directResponse?: number;
  readonly abort?: HttpRoute['abort'];
  readonly delay?: HttpRoute['delay'];
  readonly rewrite?: HttpRoute['rewrite'];
  readonly headers?: HttpRoute['headers'];
  /** Of the route from which its faults are; absent: they are its own. */
  readonly faultAt?: RoutePlace;
  readonly timeout?: HttpRoute['timeout'];
  readonly timeoutText?: HttpRoute['timeoutText'];
  /** With short hosts resolved, without those of weight 0. */
  readonly destinations: readonly PlacedDestination[];
}

/**
 * The routes by which a client's proxy sends requests to the Service, in their order; undefined
 * when no VirtualService says anything and they go straight to the Service. Sources: istio/istio
 * pilot/pkg/model/virtualservice.go SelectVirtualServices, pilot/pkg/networking/core/route/route.go
 * BuildSidecarVirtualHostWrapper.
 */
export function routesFor(
  input: LegInput,
  group: ClientGroup,
): Observed<readonly ClientRoute[] | undefined> {
  const { client, service, asked } = input;
  const host = serviceHost(asked);
  const found = withHosts(input);
  if (found.status === 'unknown' || found.value.length === 0) {
    return mapObserved(found, () => undefined);
  }
  const { settings } = client;
  if (settings.status === 'unknown') {
    return settings;
  }
  const sidecar = sidecarFor(client, group);
  if (sidecar.status === 'unknown') {
    return sidecar;
  }
  const called = clientPort(input, asked, asked.port);
  if (called.status === 'unknown') {
    return called;
  }
  const { nodes } = client.state;
  if (nodes.status === 'unknown' && found.value.some(routesByNodes)) {
    return nodes;
  }
  const counting = unsettled(input, found.value);
  if (counting !== undefined) {
    return counting;
  }
  const egress = sidecar.value?.egress;
  const protocol = portProtocol(called.value);
  const listenerOf = protocol === 'http' ? routesFrom : egressFor;
  const visible = found.value.filter(
    item =>
      isForMesh(item) &&
      closeness(item, group, settings.value.defaultVirtualServiceExportTo) <
        3 &&
      (egress === undefined ||
        showsAt(listenerOf(egress, asked.port), {
          host,
          owner: item.object.namespace ?? '',
          namespace: group.namespace,
        })),
  );
  const sorted = [host, serviceHost(service)]
    .flatMap((name, index, all) =>
      all.indexOf(name) === index ? mostSpecific(visible, name) : [],
    )
    .map(item => ({
      item,
      rank: closeness(
        item,
        group,
        settings.value.defaultVirtualServiceExportTo,
      ),
      index: visible.indexOf(item),
    }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => clientRoutes(input, group, item, protocol));
  return {
    status: 'observed',
    // A VirtualService none of whose routes is for this client is as good as none.
    value: sorted.find(routes => routes.length > 0),
    at: oldest([settings, sidecar], found.at),
  };
}

/** The subset to which all requests of a client are routed, when there is exactly one. */
export function routedSubset(
  input: LegInput,
  group: ClientGroup,
): string | undefined {
  const routes = routesFor(input, group);
  if (routes.status === 'unknown' || routes.value === undefined) {
    return undefined;
  }
  const subsets = routes.value.flatMap(route =>
    route.destinations.map(({ subset }) => subset ?? ''),
  );
  return subsets.every(subset => subset === subsets[0])
    ? subsets[0] || undefined
    : undefined;
}

function routesByNodes({ http, tcp }: VirtualService): boolean {
  return [...http, ...tcp].some(({ match = [] }) =>
    match.some(item => asksForNodes(item.sourceLabels)),
  );
}

function clientRoutes(
  input: LegInput,
  group: ClientGroup,
  virtualService: VirtualService,
  protocol: ReturnType<typeof portProtocol>,
): readonly ClientRoute[] {
  const routes =
    protocol === 'http'
      ? virtualService.http.flatMap((route, index) =>
          httpRoutes(input, virtualService, route, index),
        )
      : virtualService.tcp.flatMap((route, index) =>
          (route.tls === true) === (protocol === 'tls')
            ? [
                {
                  virtualService,
                  field: route.field ?? `spec.tcp[${index}]`,
                  match: route.match ?? [],
                  redirect: false,
                  destinations: destinationsOf(
                    input,
                    virtualService,
                    route.route,
                  ),
                },
              ]
            : [],
        );
  const own = routes.flatMap(({ match, ...route }) => {
    const condition = conditionOf(match, group, input.asked.port);
    return condition === false
      ? []
      : [
          {
            ...route,
            ...optional({
              condition: condition === true ? undefined : condition,
            }),
          },
        ];
  });
  const all = own.findIndex(({ condition }) => condition === undefined);
  if (all >= 0) {
    return own.slice(0, all + 1);
  }
  return protocol === 'tcp' && own.length > 0
    ? [...own, toService(input, virtualService)]
    : own;
}

/**
 * Connections that no TCP route takes go to the Service, as without any. Source: istio/istio
 * pilot/pkg/networking/core/tls.go buildSidecarOutboundTCPFilterChainOpts.
 */
function toService(
  { asked }: LegInput,
  virtualService: VirtualService,
): ClientRoute {
  const host = serviceHost(asked);
  return {
    virtualService,
    field: 'spec.tcp',
    redirect: false,
    destinations: [{ host, writtenHost: host, index: 0 }],
  };
}

/**
 * istiod looks at TCPRoutes and TLSRoutes by itself since 1.31, before only when it was told to
 * (istio/istio pilot/pkg/config/kube/gateway/controller.go).
 */
function unsettled(
  { client }: LegInput,
  found: readonly VirtualService[],
): Extract<Observed<never>, { status: 'unknown' }> | undefined {
  const route = found.find(({ object }) =>
    ['TCPRoute', 'TLSRoute'].includes(object.kind),
  );
  const plane = client.controlPlane;
  return route === undefined || isAtLeast(plane?.version, '1.31.0')
    ? undefined
    : {
        status: 'unknown',
        reason: {
          kind: 'not-observed',
          message: `whether istiod ${
            plane?.version ?? 'of an unknown version'
          } looks at ${describeObject(
            route.object,
          )} depends on its version and on PILOT_ENABLE_ALPHA_GATEWAY_API`,
        },
        at: client.state.controlPlanes.at,
      };
}

/** A route, or those of the VirtualService to which it delegates; none when that does not exist. */
function httpRoutes(
  input: LegInput,
  virtualService: VirtualService,
  route: HttpRoute,
  index: number,
) {
  const make = (owner: VirtualService, item: HttpRoute, at: number) => ({
    virtualService: item.object ? { ...owner, object: item.object } : owner,
    field: item.field ?? `spec.http[${at}]`,
    match: item.match,
    redirect: item.redirect,
    ...optional({
      timeout: item.timeout,
      timeoutText: item.timeoutText,
      name: item.name,
      directResponse: item.directResponse,
      abort: item.abort,
      delay: item.delay,
      rewrite: item.rewrite,
      headers: item.headers,
    }),
    destinations: destinationsOf(input, owner, item.route),
  });
  const { delegate } = route;
  if (delegate === undefined) {
    return [make(virtualService, route, index)];
  }
  const target = delegateOf(input, virtualService, delegate);
  return (target?.http ?? []).flatMap((item, at) => {
    const match = bothMatch(route.match, item.match);
    return match === undefined
      ? []
      : [
          {
            ...make(target!, item, at),
            // What the root says counts where the delegate says nothing (model/virtualservice.go
            // mergeHTTPRoute).
            ...optional({
              rewrite: item.rewrite ?? route.rewrite,
              headers: item.headers ?? route.headers,
            }),
            ...inheritedFault(virtualService, route, index, item),
            match,
          },
        ];
  });
}

/**
 * The root's fault counts, as a whole, where the delegate has none. Source: istio/istio
 * pilot/pkg/model/virtualservice.go mergeHTTPRoute.
 */
function inheritedFault(
  virtualService: VirtualService,
  { abort, delay }: HttpRoute,
  index: number,
  delegate: HttpRoute,
): Pick<ClientRoute, 'abort' | 'delay' | 'faultAt'> {
  if (delegate.abort !== undefined || delegate.delay !== undefined) {
    return {};
  }
  return {
    ...optional({ abort, delay }),
    faultAt: { virtualService, field: `spec.http[${index}]` },
  };
}
