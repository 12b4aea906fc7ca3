import { NotFoundError } from '@backstage/errors';

import type {
  Pod,
  ReachabilityClient,
  ReachabilityQuery,
} from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import type { LegInput } from '../question/Leg';
import { providerEndpoints } from '../networks/providerEndpoints';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { portByNumber } from '../lookup/selection/portByNumber';
import { resolvePath } from '../networks/resolvePath';
import { optional } from '../../../model/basics/optional';

/** Gathers what the legs judge; absent when one of the clusters is not observed at all. */
export function toLegInput(
  context: ReachabilityContext,
  { client: from, provider: to, service, port }: ReachabilityQuery,
): LegInput | undefined {
  const client = context.index(from.cluster);
  const provider = context.index(to);
  if (client === undefined || provider === undefined) {
    return undefined;
  }
  const clientPods = podsOfClient(client, from);
  const found = provider.service(service.namespace, service.name);
  const providerService = found.status === 'observed' ? found.value : undefined;
  const providerPort =
    providerService && portByNumber(providerService.ports, port);
  const gathered = {
    context,
    client,
    provider,
    from,
    ...optional({ clientPods }),
    service,
    port,
    ...optional({ providerService, providerPort }),
  };
  const input = { ...gathered, endpoints: providerEndpoints(gathered) };
  // The same object, for which the paths are already known.
  return Object.assign(input, { path: resolvePath(input) });
}

/** Like {@link toLegInput}; throws `NotFoundError` for a cluster that the context does not have. */
export function requireLegInput(
  context: ReachabilityContext,
  query: ReachabilityQuery,
): LegInput {
  const input = toLegInput(context, query);
  if (input === undefined) {
    const missing = [query.client.cluster, query.provider].find(
      cluster => context.index(cluster) === undefined,
    );
    throw new NotFoundError(`There is no cluster "${missing}"`);
  }
  return input;
}

function podsOfClient(
  client: ClusterIndex,
  { namespace, workload }: ReachabilityClient,
): readonly Pod[] | undefined {
  if (namespace === undefined) {
    return undefined;
  }
  const pods = client.podsOf(namespace);
  if (pods.status === 'unknown') {
    return undefined;
  }
  return workload === undefined
    ? pods.value
    : pods.value.filter(pod => pod.workload.name === workload);
}
