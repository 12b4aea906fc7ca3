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

/** Fields of a match that name the client; they count only where the match names no gateway. */
const CLIENT_CONDITION = /^source /;

/** What a route asks for beside its destination. */
export interface RouteConditions {
  readonly match: readonly string[];
  readonly clientOnly: boolean;
}

/** False for a route whose matches all name gateways, and not `mesh` among them. */
export function appliesToSidecars(route: unknown): boolean {
  const matches = listOf(at(route, 'match'));
  return matches.length === 0 || matches.some(isForMesh);
}

/**
 * Conditions of an HTTP, TLS or TCP route in short texts, one for each match; a match that takes everything leaves none. Values of
 * headers and query parameters are left out: they may be keys. Source: istio/istio pilot/pkg/networking/core/route/route.go.
 */
export function decodeConditions(route: unknown): RouteConditions {
  const alternatives = listOf(at(route, 'match'))
    .filter(isForMesh)
    .map(match => [...clientConditions(match), ...requestConditions(match)]);
  if (alternatives.some(conditions => conditions.length === 0)) {
    return { match: [], clientOnly: false };
  }
  return {
    match: alternatives.map(conditions => conditions.join(' and ')),
    clientOnly:
      alternatives.length > 0 &&
      alternatives.flat().every(text => CLIENT_CONDITION.test(text)),
  };
}

function isForMesh(match: unknown): boolean {
  const gateways = listOf(at(match, 'gateways'));
  return gateways.length === 0 || gateways.includes(MESH);
}

function clientConditions(match: unknown): readonly string[] {
  if (listOf(at(match, 'gateways')).length > 0) {
    return [];
  }
  const namespace = textOf(at(match, 'sourceNamespace'));
  const labels = Object.entries(stringsOf(at(match, 'sourceLabels'))).map(
    ([name, value]) => `source label ${name}=${value}`,
  );
  return [...(namespace ? [`source namespace ${namespace}`] : []), ...labels];
}

function requestConditions(match: unknown): readonly string[] {
  const port = numberOf(at(match, 'port'));
  const list = (field: string, label: string) => {
    const values = textsOf(at(match, field));
    return values.length > 0 ? [`${label} ${values.join(' or ')}`] : [];
  };
  return [
    ...(port ? [`port ${port}`] : []),
    ...stringMatch('path', at(match, 'uri')).filter(text => !isAnyPath(text)),
    ...['method', 'scheme', 'authority'].flatMap(field =>
      stringMatch(field, at(match, field)),
    ),
    ...names('header', at(match, 'headers')),
    ...names('without header', at(match, 'withoutHeaders')),
    ...names('query parameter', at(match, 'queryParams')),
    ...list('sniHosts', 'SNI'),
    ...list('destinationSubnets', 'destination'),
  ];
}

function stringMatch(subject: string, value: unknown): readonly string[] {
  const exact = textOf(at(value, 'exact'));
  if (exact) {
    return [`${subject} ${exact}`];
  }
  const kind = ['prefix', 'regex'].find(candidate =>
    textOf(at(value, candidate)),
  );
  return kind ? [`${subject} ${kind} ${textOf(at(value, kind))}`] : [];
}

function isAnyPath(text: string): boolean {
  return text === 'path prefix /' || text === 'path regex .*';
}

function names(label: string, value: unknown): readonly string[] {
  return Object.keys(objectOf(value)).map(name => `${label} ${name}`);
}
