import type { RouteMatch } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import type { ClientGroup } from '../clients/clientGroups';
import { withNetwork } from '../../lookup/topology/topologyLabels';
import { selects } from '../../../labelSelectors';

type Matches = readonly RouteMatch[];

/**
 * The alternatives under which a route that another VirtualService delegates to is taken; undefined
 * when those of the two exclude each other. Source: istio/istio pilot/pkg/model/virtualservice.go
 * mergeHTTPMatchRequests.
 */
export function bothMatch(root: Matches, own: Matches): Matches | undefined {
  if (root.length === 0 || own.length === 0) {
    return [...root, ...own];
  }
  const both = root.flatMap(a => own.flatMap(b => together(a, b) ?? []));
  return both.length === 0 ? undefined : both;
}

/** One match that asks for all that the two ask for; undefined when no request can be both. */
function together(a: RouteMatch, b: RouteMatch): RouteMatch | undefined {
  const labels = { ...a.sourceLabels, ...b.sourceLabels };
  const exclude =
    differ(a.port, b.port) ||
    differ(a.sourceNamespace, b.sourceNamespace) ||
    !selects(a.sourceLabels, labels);
  return exclude
    ? undefined
    : {
        ...a,
        ...b,
        ...optional({
          sourceLabels: Object.keys(labels).length > 0 ? labels : undefined,
        }),
        request: [...a.request, ...b.request],
      };
}

function differ<T>(a: T | undefined, b: T | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

/**
 * What is left of a route's alternatives for one client and port: false when none can hold, true
 * when one asks for nothing more.
 */
export function conditionOf(
  matches: Matches,
  group: ClientGroup,
  port: number,
): boolean | Matches {
  if (matches.length === 0) {
    return true;
  }
  const left = matches.flatMap(match => whatIsLeft(match, group, port) ?? []);
  return left.some(isEmpty) || (left.length > 0 && left);
}

/** The match without what the client and the port decide; undefined when they decide against it. */
function whatIsLeft(
  { port, sourceNamespace, sourceLabels, request }: RouteMatch,
  { namespace, labels, network, pods }: ClientGroup,
  asked: number,
): RouteMatch | undefined {
  const known = pods.length > 0;
  if (
    differ(port, asked) ||
    differ(sourceNamespace, namespace) ||
    (known && !selects(sourceLabels, withNetwork(labels, network)))
  ) {
    return undefined;
  }
  return {
    ...optional({
      sourceNamespace: namespace === undefined ? sourceNamespace : undefined,
      sourceLabels: known ? undefined : sourceLabels,
    }),
    request,
  };
}

function isEmpty({
  sourceNamespace,
  sourceLabels,
  request,
}: RouteMatch): boolean {
  return (
    sourceNamespace === undefined &&
    Object.keys(sourceLabels ?? {}).length === 0 &&
    request.length === 0
  );
}
