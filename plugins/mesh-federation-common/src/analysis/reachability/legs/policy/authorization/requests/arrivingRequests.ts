import type { RequestCondition, RouteMatch } from '../../../../../../model';
import type { ClientRoute } from '../../../../configuration/routes/routesFor';
import { allOf, type Match } from './match';
import { openSubject, UNTOLD, type Question, type Request } from './Request';
import { sampleRequests } from './sampleRequests';
import type { Arriving } from './settle';
import { openMatch, textMatch } from './textMatch';

/** One alternative of a route, in their order. */
interface Step {
  readonly route: ClientRoute;
  readonly takes: Match;
  /** What of the path it asks for; none: every path. */
  readonly uri?: Extract<RequestCondition, { readonly by: unknown }>;
}

const isUri = (
  condition: RequestCondition,
): condition is NonNullable<Step['uri']> => condition.field === 'uri';

/**
 * What becomes of a client's requests on their way: the first route that takes one decides where it
 * goes, and may write another path, host or header. Without routes they arrive as they are.
 * Sources: istio/istio pilot/pkg/networking/core/route/route.go applyHTTPRouteDestination; for
 * `PrefixRewrite` envoyproxy/envoy source/common/router/config_impl.cc.
 */
export function arrivingRequests(
  routes: readonly ClientRoute[],
  host: string,
): Arriving {
  if (routes.length === 0) {
    return sampleRequests;
  }
  const steps = routes.flatMap(stepsOf);
  return questions =>
    sampleRequests([
      ...questions,
      ...steps.flatMap(({ takes }) =>
        typeof takes === 'object' ? takes.asks : [],
      ),
      ...steps.flatMap(step => questionsBefore(step, questions)),
    ])?.flatMap(request => {
      const step = steps.find(({ takes }) =>
        typeof takes === 'object' ? takes.holds(request) : takes,
      );
      return step !== undefined && leadsTo(step.route, host)
        ? [afterStep(step, request)]
        : [];
    });
}

/** Whether a route changes what a policy may look at. */
export function changesRequests({ rewrite, headers }: ClientRoute): boolean {
  return rewrite !== undefined || (headers ?? []).length > 0;
}

function leadsTo(
  { destinations, redirect, directResponse, abort }: ClientRoute,
  host: string,
): boolean {
  return (
    !redirect &&
    directResponse === undefined &&
    (abort?.percent ?? 0) < 100 &&
    destinations.some(item => item.host === host)
  );
}

function stepsOf(route: ClientRoute): readonly Step[] {
  const { condition, field, virtualService } = route;
  if (condition === undefined) {
    return [{ route, takes: true }];
  }
  const owner = `${virtualService.object.namespace}/${virtualService.object.name} ${field}`;
  return condition.map((match, index) => {
    const uri = match.request.find(isUri);
    return {
      route,
      takes: allOf(matchesOf(match, `${owner} ${index}`)),
      ...(uri === undefined ? {} : { uri }),
    };
  });
}

const SUBJECTS = { uri: 'path', method: 'method', authority: 'host' } as const;

function matchesOf(
  { sourceNamespace, sourceLabels, request }: RouteMatch,
  owner: string,
): readonly Match[] {
  return [
    ...(sourceNamespace === undefined && sourceLabels === undefined
      ? []
      : [openMatch('client', `client of ${owner}`)]),
    ...request.map((condition, index) => {
      const { field } = condition;
      if (field === 'uri' || field === 'method' || field === 'authority') {
        const { by, value } = condition;
        if (by !== 'regex' && !value.includes('*')) {
          return textMatch(SUBJECTS[field], field, [
            by === 'prefix' ? `${value}*` : value,
          ]);
        }
      }
      return openMatch('request', `condition ${index} of ${owner}`);
    }),
  ];
}

/**
 * What tells requests apart before the route as far as a question does after it: a path that the
 * rewritten one is made of, and what is left open where nobody can tell what it is made of.
 */
function questionsBefore(
  { route: { rewrite, headers = [] }, uri }: Step,
  questions: readonly Question[],
): readonly Question[] {
  const untold = [
    ...(rewrite?.byExpression ? ['path'] : []),
    ...headers.flatMap(({ name, to, value }) =>
      to === 'set' && value === undefined ? [`header ${name}`] : [],
    ),
  ];
  return questions.flatMap(({ subject, patterns = [] }): Question[] => {
    if (untold.includes(subject)) {
      return patterns.map(pattern => ({
        subject: openSubject(subject, pattern),
      }));
    }
    return subject === 'path' && rewrite?.uri !== undefined
      ? [
          {
            subject,
            patterns: pathsBefore(rewrite.uri, replacedBy(uri), patterns),
          },
        ]
      : [];
  });
}

/** The beginning of a path that a rewrite replaces; undefined when it replaces the whole path. */
function replacedBy(uri: Step['uri']): string | undefined {
  if (uri === undefined) {
    return '/';
  }
  return uri.by === 'prefix' ? uri.value : undefined;
}

function pathsBefore(
  written: string,
  replaced: string | undefined,
  patterns: readonly string[],
): readonly string[] {
  return replaced === undefined
    ? []
    : [
        replaced,
        ...patterns.flatMap(pattern => {
          if (pattern.startsWith('*')) {
            // The end may begin within what the route writes.
            return Array.from(pattern.slice(1), (_, at) =>
              pattern.slice(1, at + 1),
            )
              .filter(start => written.endsWith(start))
              .map(start => replaced + pattern.slice(1 + start.length));
          }
          return pattern.startsWith(written)
            ? [replaced + pattern.slice(written.length)]
            : [];
        }),
      ];
}

function afterStep(
  { route: { rewrite, headers = [] }, uri }: Step,
  request: Request,
): Request {
  const after = new Map(request);
  const path = request.get('path');
  if (rewrite?.byExpression) {
    after.set('path', UNTOLD);
  } else if (rewrite?.uri !== undefined && path !== undefined) {
    const replaced = replacedBy(uri) ?? path;
    after.set('path', rewrite.uri + path.slice(replaced.length));
  }
  if (rewrite?.authority !== undefined) {
    after.set('host', rewrite.authority);
  }
  for (const { name, to, value } of headers) {
    if (to === 'removed') {
      after.delete(`header ${name}`);
    } else {
      after.set(`header ${name}`, value ?? UNTOLD);
    }
  }
  return after;
}
