import {
  optional,
  type RequestCondition,
  type RouteMatch,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  at,
  listOf,
  numberOf,
  objectOf,
  stringsOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';

const MESH = 'mesh';

const MATCHED_TEXTS = ['uri', 'method', 'scheme', 'authority'] as const;
const MATCHED_NAMES = ['headers', 'withoutHeaders', 'queryParams'] as const;
const LISTS = ['sniHosts', 'destinationSubnets'] as const;
const WAYS = ['exact', 'prefix', 'regex'] as const;

/** False for a route whose matches all name gateways, and not `mesh` among them. */
export function appliesToSidecars(route: unknown): boolean {
  const matches = listOf(at(route, 'match'));
  return matches.length === 0 || matches.some(isForMesh);
}

/**
 * What an HTTP, TLS or TCP route asks for, one entry for each of its matches for sidecars; none
 * when one of them takes everything. Source: istio/istio pilot/pkg/networking/core/route/route.go.
 */
export function decodeMatches(route: unknown): readonly RouteMatch[] {
  const matches = listOf(at(route, 'match')).filter(isForMesh).map(decodeMatch);
  return matches.some(takesEverything) ? [] : matches;
}

function isForMesh(match: unknown): boolean {
  const gateways = listOf(at(match, 'gateways'));
  return gateways.length === 0 || gateways.includes(MESH);
}

function takesEverything(match: RouteMatch): boolean {
  return Object.keys(match).length === 1 && match.request.length === 0;
}

function decodeMatch(match: unknown): RouteMatch {
  return {
    ...optional({ port: numberOf(at(match, 'port')) || undefined }),
    ...decodeClient(match),
    request: [
      ...MATCHED_TEXTS.flatMap(field => decodeText(field, at(match, field))),
      ...MATCHED_NAMES.flatMap(field =>
        Object.keys(objectOf(at(match, field))).map(name => ({ field, name })),
      ),
      ...LISTS.flatMap(field => {
        const values = textsOf(at(match, field));
        return values.length > 0 ? [{ field, values }] : [];
      }),
    ],
  };
}

/** istiod looks at the client only where the match names no gateway. */
function decodeClient(
  match: unknown,
): Pick<RouteMatch, 'sourceNamespace' | 'sourceLabels'> {
  if (listOf(at(match, 'gateways')).length > 0) {
    return {};
  }
  const labels = stringsOf(at(match, 'sourceLabels'));
  return optional({
    sourceNamespace: textOf(at(match, 'sourceNamespace')) || undefined,
    sourceLabels: Object.keys(labels).length > 0 ? labels : undefined,
  });
}

function decodeText(
  field: (typeof MATCHED_TEXTS)[number],
  match: unknown,
): readonly RequestCondition[] {
  const by = WAYS.find(way => textOf(at(match, way)));
  if (by === undefined) {
    return [];
  }
  const value = textOf(at(match, by))!;
  return field === 'uri' && isAnyPath(by, value) ? [] : [{ field, by, value }];
}

function isAnyPath(by: string, value: string): boolean {
  return (
    (by === 'prefix' && value === '/') || (by === 'regex' && value === '.*')
  );
}
