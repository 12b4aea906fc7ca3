import { finding } from '../../../../../findings/registry';
import type { Evidence } from '../../../../../model';
import { optional } from '../../../../../model/basics/optional';
import type { ClientRoute } from '../../../configuration/routes/routesFor';
import { serviceHost } from '../../../lookup/hostLookUp';
import { conditionOf } from '../../../parts/conditionOf';
import type { LegPart } from '../../../parts/conclude';
import { jsonPatchRemedy } from '../../../parts/jsonPatch';
import type { LegInput } from '../../../question/Leg';
import { isForMeshAlone, nameOf } from './nameOf';

/** In milliseconds: two proxies and a network take longer, and may take longer. */
const NEVER = 1;
const RARELY = 10;

/** MF6126: a time limit of the route within which no answer, or hardly one, comes back. */
export function lateAnswers(
  { client, service }: LegInput,
  route: ClientRoute,
  about: (field: string, value: string) => Evidence,
): LegPart {
  const { timeout, timeoutText, field, destinations } = route;
  if (timeout === undefined || timeout > RARELY) {
    return {};
  }
  const { object } = route.virtualService;
  const [first] = destinations;
  const found = finding('MF6126', {
    cluster: client.cluster,
    object,
    message: `${nameOf(route)} in ${
      client.cluster
    } waits ${timeout} ms for an answer of ${serviceHost(
      service,
    )} (${field}.timeout).`,
    ...optional({
      remedy: isForMeshAlone(route)
        ? jsonPatchRemedy(client.cluster, object, {
            op: 'remove',
            field: `${field}.timeout`,
            expected: {
              [`${field}.name`]: route.name,
              [`${field}.timeout`]: timeoutText,
              ...optional({
                [`${field}.route[${first?.index}].destination.host`]:
                  first?.writtenHost,
              }),
            },
          })
        : undefined,
    }),
    evidence: [about('timeout', `${timeout} ms`)],
  });
  return timeout <= NEVER
    ? { findings: [found] }
    : {
        conditions: [
          conditionOf(
            found,
            'request',
            `Only answers that come within ${timeout} ms (${nameOf(route)}).`,
          ),
        ],
      };
}
