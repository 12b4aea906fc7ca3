import { finding } from '../../../../../findings/registry';
import type { Evidence, ServicePort } from '../../../../../model';
import { optional } from '../../../../../model/basics/optional';
import { clientPort } from '../../../configuration/clientPort';
import type { PlacedDestination } from '../../../configuration/routes/destinations';
import type { ClientRoute } from '../../../configuration/routes/routesFor';
import { serviceHost } from '../../../lookup/hostLookUp';
import { missingFact } from '../../../lookup/missingFact';
import { networkPaths } from '../../../networks/networkPaths';
import { providerEndpoints } from '../../../networks/providerEndpoints';
import type { LegPart } from '../../../parts/conclude';
import { jsonPatchRemedy } from '../../../parts/jsonPatch';
import { isLocal, type LegInput } from '../../../question/Leg';
import { nameOf } from './nameOf';

interface Routed {
  readonly route: ClientRoute;
  readonly destination: PlacedDestination;
  readonly evidence: Evidence;
  /** Of the destination; absent where it is not certain. */
  readonly place: string | undefined;
}

/**
 * MF6125, else what `judge` says of the port to which a route leads. Endpoints are found by the
 * name that this port has in the client's cluster; a gateway finds the Service by its number.
 * Sources: istio/istio pilot/pkg/networking/core/route/route.go GetDestinationCluster,
 * pilot/pkg/xds/endpoints/endpoint_builder.go BuildClusterLoadAssignment.
 */
export function judgeRoutedPort(
  input: LegInput,
  routed: Routed,
  judge: (input: LegInput) => LegPart,
): LegPart {
  const { client, provider, service, providerService, path } = input;
  const { port = input.port } = routed.destination;
  if (port === input.port) {
    return judge(input);
  }
  const called = clientPort(input, service, port);
  if (called.status === 'unknown') {
    return { missing: [missingFact(client.cluster, 'Services', called)] };
  }
  if (called.value === undefined) {
    return noPort(input, routed, `which the Service does not have there`);
  }
  const name = called.value.name ?? '';
  const all = providerService?.ports ?? [];
  const named = all.filter(item => isNamed(item, name));
  const numbered = named.find(item => item.port === port);
  const found =
    isLocal(input) || path.kind === 'direct' ? numbered ?? named[0] : numbered;
  if (found !== undefined) {
    const { context: _, ...rest } = input;
    return judge({
      ...input,
      port,
      providerPort: found,
      ...providerEndpoints({ ...rest, providerPort: found }),
    });
  }
  return named.length > 0 && path.kind === 'unknown'
    ? { missing: networkPaths(input).missing }
    : noPort(
        input,
        routed,
        `called "${name}", and ${provider.cluster} has no such port${
          named.length > 0 ? ' with this number' : ''
        }`,
      );
}

function isNamed(item: ServicePort, name: string): boolean {
  return (item.name ?? '') === name && item.protocol !== 'UDP';
}

function noPort(
  { client, provider, service }: LegInput,
  { route, destination: { port }, evidence, place }: Routed,
  why: string,
): LegPart {
  const host = serviceHost(service);
  const { object } = route.virtualService;
  return {
    findings: [
      finding('MF6125', {
        cluster: client.cluster,
        peer: provider.cluster,
        object,
        params: { host, port: String(port) },
        message: `${nameOf(route)} in ${
          client.cluster
        } sends requests to port ${port} of ${host}, ${why}.`,
        ...optional({
          remedy:
            place === undefined
              ? undefined
              : jsonPatchRemedy(client.cluster, object, {
                  op: 'remove',
                  field: `${place}.port`,
                  expected: { [`${place}.port.number`]: port },
                }),
        }),
        evidence: [evidence],
      }),
    ],
  };
}
