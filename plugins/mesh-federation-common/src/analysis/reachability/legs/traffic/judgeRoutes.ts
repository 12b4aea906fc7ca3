import { finding } from '../../../../findings/registry';
import type { Condition, Evidence, Finding } from '../../../../model';
import { serviceHost } from '../../lookup/hostLookUp';
import type { LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import { errorsOf } from '../../parts/errorsOf';
import { describeMatches } from '../../parts/describeMatches';
import type { ClientGroup } from '../../configuration/clients/clientGroups';
import { judgeDestination } from './judgeDestination';
import { judgeDestinations } from './routes/judgeDestinations';
import { isForMeshAlone, nameOf } from './routes/nameOf';
import { lateAnswers } from './routes/lateAnswers';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { routesFor, type ClientRoute } from '../../configuration/routesFor';
import { missingFact } from '../../lookup/missingFact';
import { optional } from '../../../../model/basics/optional';
import { conditionOf } from '../../parts/conditionOf';

/** MF6115 to MF6118, and for each destination what {@link judgeDestination} says. */
export function judgeRoutes(input: LegInput, group: ClientGroup): LegPart {
  const { client } = input;
  const routes = routesFor(input, group);
  if (routes.status === 'unknown') {
    return {
      missing: [missingFact(client.cluster, 'VirtualServices', routes)],
    };
  }
  if (routes.value === undefined) {
    return judgeDestination(input, group, {});
  }
  const judged = routes.value.map(route => ({
    route,
    part: judgeRoute(input, group, route, routes.at),
  }));
  const good = judged.filter(({ part }) => errorsOf(part).length === 0);
  if (good.length === 0) {
    // The route for everything is the one that a reader expects; it stands last.
    return [...judged].reverse()[0]!.part;
  }
  const complete = judged.some(({ route }) => route.condition === undefined);
  return {
    findings: good.flatMap(({ part }) => part.findings ?? []),
    missing: good.flatMap(({ part }) => part.missing ?? []),
    evidence: good.flatMap(({ part }) => part.evidence ?? []),
    conditions: [
      ...good.flatMap(({ route, part }) =>
        (part.conditions ?? []).map(condition =>
          route.condition === undefined || judged.length === 1
            ? condition
            : {
                ...condition,
                text: `With ${describeMatches(route.condition)}: ${
                  condition.text
                }`,
              },
        ),
      ),
      ...judged
        .filter(({ part }) => errorsOf(part).length > 0)
        .map(({ route, part }) => onlySome(good, route, errorsOf(part)[0]!)),
      ...(complete ? [] : [noOtherRoute(input, judged, routes.at)]),
    ],
  };
}

interface JudgedRoute {
  readonly route: ClientRoute;
  readonly part: LegPart;
}

function onlySome(
  good: readonly JudgedRoute[],
  { condition }: ClientRoute,
  error: Finding,
): Condition {
  return conditionOf(
    error,
    'request',
    condition === undefined
      ? `Only with ${conditionsOf(good)}: ${error.message}`
      : `Not with ${describeMatches(condition)}: ${error.message}`,
  );
}

function noOtherRoute(
  input: LegInput,
  judged: readonly JudgedRoute[],
  at: string,
): Condition {
  const { cluster } = input.client;
  const { route } = judged[0]!;
  const { object } = route.virtualService;
  const found = finding('MF6120', {
    cluster,
    object,
    message: `${nameOf(
      route,
    )} in ${cluster} has routes for some requests alone.`,
    evidence: [{ cluster, object, field: 'spec.http', at }],
  });
  return conditionOf(
    found,
    'request',
    `Only with ${conditionsOf(judged)}: ${nameOf(
      route,
    )} has no route for other requests.`,
  );
}

function conditionsOf(judged: readonly JudgedRoute[]): string {
  return judged
    .flatMap(({ route: { condition } }) =>
      condition === undefined ? [] : [describeMatches(condition)],
    )
    .join(', or ');
}

function judgeRoute(
  input: LegInput,
  group: ClientGroup,
  route: ClientRoute,
  at: string,
): LegPart {
  const { client, service } = input;
  const { object } = route.virtualService;
  const host = serviceHost(service);
  const about = (field: string, value: string): Evidence => ({
    cluster: client.cluster,
    object,
    field: `${route.field}.${field}`,
    value,
    at,
  });
  const common = { cluster: client.cluster, object };
  if (route.abort !== undefined && route.abort.percent >= 100) {
    return { findings: [aborted(input, route, route.abort, about)] };
  }
  if (route.redirect || route.directResponse !== undefined) {
    const field = route.redirect ? 'redirect' : 'directResponse';
    return {
      findings: [
        finding('MF6116', {
          ...common,
          params: { host },
          message: `${nameOf(route)} in ${
            client.cluster
          } answers requests to ${host} by itself (${route.field}.${field}).`,
          evidence: [about(field, String(route.directResponse ?? 'set'))],
        }),
      ],
    };
  }
  const late = lateAnswers(input, route, about);
  if (late.findings !== undefined) {
    return late;
  }
  return withFaults(
    input,
    route,
    judgeDestinations(input, group, route, about),
    about,
  );
}

function aborted(
  { client, service }: LegInput,
  route: ClientRoute,
  { percent, status }: NonNullable<ClientRoute['abort']>,
  about: (field: string, value: string) => Evidence,
): Finding {
  const { object } = route.virtualService;
  const share = percent >= 100 ? '' : `${percent} % of the `;
  return finding('MF6115', {
    cluster: client.cluster,
    object,
    message: `${nameOf(route)} in ${
      client.cluster
    } answers ${share}requests to ${serviceHost(service)} with ${
      status ?? 'an error'
    } (${route.field}.fault.abort).`,
    ...optional({
      remedy: isForMeshAlone(route)
        ? jsonPatchRemedy(client.cluster, object, {
            op: 'remove',
            // Istio takes no fault that is empty.
            field: `${route.field}.fault${
              route.delay === undefined ? '' : '.abort'
            }`,
            expected: expectedRoute(route, { percent, status }),
          })
        : undefined,
    }),
    evidence: [about('fault.abort', `${percent} %`)],
  });
}

/** What tells a route from its neighbors, which may have come to its place. */
function expectedRoute(
  { field, name, destinations: [first] }: ClientRoute,
  { percent, status }: NonNullable<ClientRoute['abort']>,
): Readonly<Record<string, unknown>> {
  const destination =
    first === undefined ? '' : `${field}.route[${first.index}].destination`;
  return {
    [`${field}.name`]: name,
    [`${field}.fault.abort.httpStatus`]: status,
    [`${field}.fault.abort.percentage.value`]: percent,
    [`${destination}.host`]: first?.writtenHost,
    [`${destination}.subset`]: first?.subset,
  };
}

function withFaults(
  input: LegInput,
  route: ClientRoute,
  part: LegPart,
  about: (field: string, value: string) => Evidence,
): LegPart {
  const { abort, delay } = route;
  const { cluster } = input.client;
  const { object } = route.virtualService;
  return {
    ...part,
    findings: [
      ...(part.findings ?? []),
      ...(delay !== undefined && delay.percent > 0
        ? [
            finding('MF6118', {
              cluster,
              object,
              message: `${nameOf(route)} in ${cluster} delays ${
                delay.percent
              } % of the requests (${route.field}.fault.delay).`,
              evidence: [about('fault.delay', `${delay.percent} %`)],
            }),
          ]
        : []),
    ],
    conditions: [
      ...(part.conditions ?? []),
      ...(lateAnswers(input, route, about).conditions ?? []),
      ...(abort !== undefined && abort.percent > 0
        ? [
            conditionOf(
              aborted(input, route, abort, about),
              'request',
              `${abort.percent} % of the requests are aborted by ${nameOf(
                route,
              )}.`,
            ),
          ]
        : []),
    ],
  };
}
