import { finding } from '../../../../../findings/registry';
import type { Finding, HttpRoute, Remedy } from '../../../../../model';
import { optional } from '../../../../../model/basics/optional';
import type {
  ClientRoute,
  RoutePlace,
} from '../../../configuration/routes/routesFor';
import { serviceHost } from '../../../lookup/hostLookUp';
import { jsonPatchRemedy } from '../../../parts/jsonPatch';
import type { LegInput } from '../../../question/Leg';
import { isForMeshAlone, nameOf } from './nameOf';

type Abort = NonNullable<ClientRoute['abort']>;

/** MF6115, about the VirtualService in which the fault stands. */
export function abortFinding(
  { client, service }: LegInput,
  { percent, status }: Abort,
  place: RoutePlace,
  at: string,
): Finding {
  const { virtualService, field } = place;
  const { cluster } = client;
  const { object } = virtualService;
  const share = percent >= 100 ? '' : `${percent} % of the `;
  return finding('MF6115', {
    cluster,
    object,
    message: `${nameOf(
      place,
    )} in ${cluster} answers ${share}requests to ${serviceHost(service)} with ${
      status ?? 'an error'
    } (${field}.fault.abort).`,
    ...optional({ remedy: withoutAbort(cluster, place) }),
    evidence: [
      {
        cluster,
        object,
        field: `${field}.fault.abort`,
        value: `${percent} %`,
        at,
      },
    ],
  });
}

/** Undefined where nothing tells the route from another one, which may have come to its place. */
function withoutAbort(cluster: string, place: RoutePlace): Remedy | undefined {
  const { virtualService, field } = place;
  const { http, object } = virtualService;
  const route = http.find((_, index) => field === `spec.http[${index}]`)!;
  const marks = marksOf(route);
  const text = JSON.stringify(marks);
  return isForMeshAlone(place) &&
    http.filter(item => JSON.stringify(marksOf(item)) === text).length === 1
    ? jsonPatchRemedy(cluster, object, {
        op: 'remove',
        // Istio takes no fault that is empty.
        field: `${field}.fault${route.delay === undefined ? '' : '.abort'}`,
        expected: Object.fromEntries(
          Object.entries(marks).map(([name, value]) => [
            `${field}.${name}`,
            value,
          ]),
        ),
      })
    : undefined;
}

/** What tells a route from its neighbors. */
function marksOf({
  name,
  abort,
  delegate,
  route,
}: HttpRoute): Readonly<Record<string, unknown>> {
  return optional({
    name,
    'fault.abort.httpStatus': abort?.status,
    'fault.abort.percentage.value': abort?.percent,
    'delegate.name': delegate?.name,
    'delegate.namespace': delegate?.namespace,
    ...Object.assign(
      {},
      ...route.map(({ host, subset, weight }, index) => ({
        [`route[${index}].destination.host`]: host,
        [`route[${index}].destination.subset`]: subset,
        [`route[${index}].weight`]: weight,
      })),
    ),
  });
}
