import { finding } from '../../../../../findings/registry';
import type { Condition, Evidence, Finding } from '../../../../../model';
import { serviceHost } from '../../../lookup/hostLookUp';
import type { LegInput } from '../../../question/Leg';
import type { LegPart } from '../../../parts/conclude';
import { errorsOf } from '../../../parts/errorsOf';
import { describeMatches } from './describeMatches';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
import { judgeDestination } from '../rule/judgeDestination';
import { abortFinding } from './abortFinding';
import { judgeDestinations } from './judgeDestinations';
import { lateAnswers } from './lateAnswers';
import { nameOf } from './nameOf';
import {
  routesFor,
  type ClientRoute,
} from '../../../configuration/routes/routesFor';
import { missingFact } from '../../../lookup/missingFact';
import { conditionOf } from '../../../parts/conditionOf';

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
    return {
      findings: [abortFinding(input, route.abort, route.faultAt ?? route, at)],
    };
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
    at,
  );
}

function withFaults(
  input: LegInput,
  route: ClientRoute,
  part: LegPart,
  at: string,
): LegPart {
  const { abort, delay } = route;
  const { cluster } = input.client;
  const place = route.faultAt ?? route;
  const { object } = place.virtualService;
  const field = `${place.field}.fault.delay`;
  return {
    ...part,
    findings: [
      ...(part.findings ?? []),
      ...(delay !== undefined && delay.percent > 0
        ? [
            finding('MF6118', {
              cluster,
              object,
              message: `${nameOf(place)} in ${cluster} delays ${
                delay.percent
              } % of the requests (${field}).`,
              evidence: [
                { cluster, object, field, value: `${delay.percent} %`, at },
              ],
            }),
          ]
        : []),
    ],
    conditions: [
      ...(part.conditions ?? []),
      ...(lateAnswers(input, route, (name, value) => ({
        cluster,
        object: route.virtualService.object,
        field: `${route.field}.${name}`,
        value,
        at,
      })).conditions ?? []),
      ...(abort !== undefined && abort.percent > 0
        ? [
            conditionOf(
              abortFinding(input, abort, place, at),
              'request',
              `${abort.percent} % of the requests are aborted by ${nameOf(
                place,
              )}.`,
            ),
          ]
        : []),
    ],
  };
}
