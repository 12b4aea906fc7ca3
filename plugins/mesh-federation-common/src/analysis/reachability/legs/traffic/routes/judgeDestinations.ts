import { finding } from '../../../../../findings/registry';
import type { Evidence } from '../../../../../model';
import { optional } from '../../../../../model/basics/optional';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
import type { ClientRoute } from '../../../configuration/routesFor';
import { serviceHost } from '../../../lookup/hostLookUp';
import { conditionOf } from '../../../parts/conditionOf';
import type { LegPart } from '../../../parts/conclude';
import { errorsOf } from '../../../parts/errorsOf';
import type { LegInput } from '../../../question/Leg';
import { judgeDestination } from '../judgeDestination';
import { judgeRoutedPort } from './judgeRoutedPort';
import { isForMeshAlone, nameOf } from './nameOf';

/** MF6117, and for each destination of the Service what {@link judgeDestination} says. */
export function judgeDestinations(
  input: LegInput,
  group: ClientGroup,
  route: ClientRoute,
  about: (field: string, value: string) => Evidence,
): LegPart {
  const { client, service, port } = input;
  const host = serviceHost(service);
  const total = route.destinations.reduce(
    (sum, { weight }) => sum + (weight ?? 0),
    0,
  );
  const judged = route.destinations.map(destination => {
    const name = `${destination.host}:${destination.port ?? port}`;
    const evidence = about('route', name);
    const place = isForMeshAlone(route)
      ? `${route.field}.route[${destination.index}].destination`
      : undefined;
    const part: LegPart =
      destination.host === host
        ? judgeRoutedPort(
            input,
            { route, destination, evidence, place },
            there =>
              judgeDestination(there, group, {
                ...optional({
                  subset: destination.subset,
                  subsetField: place && `${place}.subset`,
                }),
                route,
                evidence,
              }),
          )
        : {
            findings: [
              finding('MF6117', {
                cluster: client.cluster,
                object: route.virtualService.object,
                params: { host },
                message: `${nameOf(route)} in ${
                  client.cluster
                } sends requests to ${host} to ${name} (${route.field}.route).`,
                evidence: [evidence],
              }),
            ],
          };
    const share =
      total === 0 ? 100 : Math.round((100 * (destination.weight ?? 0)) / total);
    return { part, share };
  });
  const good = judged.filter(({ part }) => errorsOf(part).length === 0);
  if (good.length === 0) {
    return judged[0]?.part ?? {};
  }
  return {
    findings: good.flatMap(({ part }) => part.findings ?? []),
    missing: good.flatMap(({ part }) => part.missing ?? []),
    evidence: good.flatMap(({ part }) => part.evidence ?? []),
    conditions: [
      ...good.flatMap(({ part }) => part.conditions ?? []),
      ...judged
        .filter(({ part }) => errorsOf(part).length > 0)
        .map(({ part, share }) => {
          const [error] = errorsOf(part);
          return conditionOf(
            error!,
            'request',
            `Not for about ${share} % of the requests: ${error!.message}`,
          );
        }),
    ],
  };
}
