import {
  compareStrings,
  optional,
  type HttpRoute,
  type VirtualService,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  at,
  listOf,
  numberOf,
  objectOf,
  textOf,
} from '../../../kubernetes/objects/json';
import { decodeHttpRoute } from '../configuration/httpRoutes';
import { istioObject, sortObjects } from '../istioObjects';
import { serviceParents, type ServiceParent } from './serviceParents';

type Kind = 'HTTPRoute' | 'GRPCRoute';

/**
 * HTTPRoutes and GRPCRoutes that have Services as parents, as the VirtualServices that istiod makes
 * of them: for all clients when the parent is in the routes' own namespace, else for those of the
 * routes' namespace. Routes of one namespace with one parent and port are one VirtualService, as
 * old as the oldest of them. Sources: istio/istio
 * pilot/pkg/config/kube/gateway/route_collections.go HTTPRouteCollection, mergeHTTPRoutes,
 * conversion.go convertHTTPRoute, pilot/pkg/networking/core/route/route.go
 * buildSidecarVirtualHostsForVirtualService.
 */
export function decodeMeshRoutes(objects: {
  readonly httpRoutes: readonly KubernetesObject[];
  readonly grpcRoutes: readonly KubernetesObject[];
}): readonly VirtualService[] {
  const groups = new Map<string, MeshRoute[]>();
  for (const route of [
    ...meshRoutesOf(objects.httpRoutes, 'HTTPRoute'),
    ...meshRoutesOf(objects.grpcRoutes, 'GRPCRoute'),
  ]) {
    groups.set(route.key, [...(groups.get(route.key) ?? []), route]);
  }
  return [...groups.values()].map(merged);
}

interface MeshRoute {
  /** Namespace of the route, port and host of the parent: the name that istiod gives them. */
  readonly key: string;
  readonly virtualService: Omit<VirtualService, 'http'>;
  readonly routes: readonly Ranked[];
}

function meshRoutesOf(
  objects: readonly KubernetesObject[],
  kind: Kind,
): readonly MeshRoute[] {
  const type = { apiVersion: 'gateway.networking.k8s.io/v1', kind };
  return sortObjects(objects).flatMap(object => {
    const namespace = object.metadata.namespace ?? '';
    return serviceParents(object.spec, namespace).map(parent => {
      const host = `${parent.name}.${parent.namespace}.svc.cluster.local`;
      const key = [namespace, parent.port, host]
        .filter(part => part !== undefined)
        .join('~');
      return {
        key,
        virtualService: {
          ...istioObject(object, type),
          derivedName: key,
          hosts: [host],
          gateways: ['mesh'],
          exportTo: [parent.namespace === namespace ? '*' : '.'],
          tcp: [],
        },
        routes: routesOf(object.spec, namespace, parent, kind),
      };
    });
  });
}

/** Routes of others than the oldest say where they stand. */
function merged(all: readonly MeshRoute[]): VirtualService {
  const [first, ...others] = [...all].sort(
    ({ virtualService: a }, { virtualService: b }) =>
      compareStrings(a.createdAt, b.createdAt) ||
      compareStrings(a.object.name, b.object.name),
  ) as [MeshRoute, ...MeshRoute[]];
  const routes = [
    ...first.routes,
    ...others.flatMap(({ virtualService: { object }, routes: more }) =>
      more.map(({ route, rank }) => ({ route: { ...route, object }, rank })),
    ),
  ];
  return {
    ...first.virtualService,
    http: [...routes].sort(byRank).map(({ route }) => route),
  };
}

interface Ranked {
  readonly route: HttpRoute;
  /** The higher, the earlier; compared from left to right. */
  readonly rank: readonly number[];
}

/** The most specific first. */
function byRank(a: Ranked, b: Ranked): number {
  return a.rank.map((item, place) => b.rank[place]! - item).find(Boolean) ?? 0;
}

/** One for each match. */
function routesOf(
  spec: unknown,
  namespace: string,
  { port }: ServiceParent,
  kind: Kind,
): readonly Ranked[] {
  return listOf(at(spec, 'rules')).flatMap((rule, index): Ranked[] => {
    const matches = listOf(at(rule, 'matches'));
    return (matches.length === 0 ? [undefined] : matches).map(match => {
      const asked = kind === 'GRPCRoute' ? grpcMatch(match) : httpMatch(match);
      return {
        route: {
          ...decodeHttpRoute({
            ...routeOf(rule, namespace),
            match: [{ ...asked, ...optional({ port }) }],
          }),
          field: `spec.rules[${index}]`,
        },
        rank: rankOf(asked),
      };
    });
  });
}

interface Match {
  readonly uri?: Readonly<Record<string, string>> | undefined;
  readonly method?: Readonly<Record<string, string>>;
  readonly headers: object;
  readonly queryParams: object;
}

const WAYS: Readonly<Record<string, string>> = {
  Exact: 'exact',
  PathPrefix: 'prefix',
  RegularExpression: 'regex',
};

function httpMatch(match: unknown): Match {
  const method = textOf(at(match, 'method'));
  const way = WAYS[textOf(at(match, 'path', 'type')) ?? 'PathPrefix'];
  const value = textOf(at(match, 'path', 'value')) ?? '/';
  return {
    ...optional({
      uri: way ? { [way]: value } : undefined,
      method: method ? { exact: method } : undefined,
    }),
    headers: namesOf(at(match, 'headers')),
    queryParams: namesOf(at(match, 'queryParams')),
  };
}

/** The path of a call is its service and its method. */
function grpcMatch(match: unknown): Match {
  const service = textOf(at(match, 'method', 'service'));
  const method = textOf(at(match, 'method', 'method'));
  const exact = at(match, 'method', 'type') !== 'RegularExpression';
  const byExpression = `/${service ?? '.+'}/${method ?? '.+'}`;
  const both = service !== undefined && method !== undefined;
  let uri: Match['uri'] = { regex: byExpression };
  if (exact && both) {
    uri = { exact: `/${service}/${method}` };
  } else if (exact && service !== undefined) {
    uri = { prefix: `/${service}/` };
  }
  return {
    ...optional({
      uri: service === undefined && method === undefined ? undefined : uri,
    }),
    headers: namesOf(at(match, 'headers')),
    queryParams: {},
  };
}

function namesOf(list: unknown): object {
  return Object.fromEntries(
    listOf(list).flatMap(item => {
      const name = textOf(at(item, 'name'));
      return name ? [[name, {}]] : [];
    }),
  );
}

/** Source: istio/istio pilot/pkg/config/kube/gateway/conversion.go sortHTTPRoutes. */
function rankOf({ uri, method, headers, queryParams }: Match) {
  const [way = '', value = ''] = Object.entries(uri ?? {})[0] ?? [];
  return [
    ['regex', 'prefix', 'exact'].indexOf(way),
    value.length,
    method === undefined ? 0 : 1,
    Object.keys(headers).length,
    Object.keys(queryParams).length,
  ];
}

/** A rule in the words of a VirtualService. */
function routeOf(rule: unknown, namespace: string): object {
  const filters = listOf(at(rule, 'filters'));
  const filter = (type: string, field: string) =>
    filters.find(item => at(item, 'type') === type) &&
    (at(
      filters.find(item => at(item, 'type') === type),
      field,
    ) ??
      {});
  const redirect = filter('RequestRedirect', 'requestRedirect');
  const rewrite = filter('URLRewrite', 'urlRewrite');
  const headers = filter('RequestHeaderModifier', 'requestHeaderModifier');
  const backends = listOf(at(rule, 'backendRefs'));
  const weights = backends.map(weightOf);
  const route = backends.flatMap((backend, index) =>
    weights[index] === 0
      ? []
      : [toDestination(backend, weights[index]!, namespace)],
  );
  return {
    name: at(rule, 'name'),
    ...optional({
      redirect: redirect || undefined,
      rewrite: rewrite ? rewriteOf(rewrite) : undefined,
      headers: headers ? { request: headersOf(headers) } : undefined,
    }),
    timeout: at(rule, 'timeouts', 'request'),
    // Without a backend the proxy answers 500 by itself.
    ...(redirect || route.length > 0
      ? { route }
      : { directResponse: { status: 500 } }),
  };
}

function rewriteOf(rewrite: unknown): object {
  const prefix = textOf(at(rewrite, 'path', 'replacePrefixMatch'));
  const full = textOf(at(rewrite, 'path', 'replaceFullPath'));
  return {
    authority: at(rewrite, 'hostname'),
    ...optional({
      uriRegexRewrite: full ? {} : undefined,
      uri: prefix?.replace(/(?<=.)\/$/, ''),
    }),
  };
}

function headersOf(modifier: unknown): object {
  const pairs = (list: unknown) =>
    Object.fromEntries(
      listOf(list)
        .map(item => [textOf(at(item, 'name')), at(item, 'value')] as const)
        .filter(([name]) => name !== undefined),
    );
  return {
    set: pairs(at(modifier, 'set')),
    add: pairs(at(modifier, 'add')),
    remove: at(modifier, 'remove'),
  };
}

/** Of a backend; one of weight 0 gets nothing. */
export function weightOf(backend: unknown): number {
  return numberOf(at(backend, 'weight')) ?? 1;
}

/** A backend of another kind than Service is nobody's host. */
export function toDestination(
  backend: unknown,
  weight: number,
  namespace: string,
): object {
  const { group = '', kind = 'Service' } = objectOf(backend);
  const isKnown = (group === '' || group === 'core') && kind === 'Service';
  const name = textOf(at(backend, 'name')) ?? '';
  const owner = textOf(at(backend, 'namespace')) ?? namespace;
  return {
    destination: {
      host: isKnown
        ? `${name}.${owner}.svc.cluster.local`
        : `${String(kind)}.${name}.invalid`,
      port: { number: at(backend, 'port') },
    },
    weight,
  };
}
