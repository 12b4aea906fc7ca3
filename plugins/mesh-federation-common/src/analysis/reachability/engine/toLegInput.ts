import { NotFoundError } from '@backstage/errors';

import type {
  Pod,
  ReachabilityClient,
  ReachabilityQuery,
} from '../../../model';
import type { ClusterIndex } from '../lookup/ClusterIndex';
import { judgeClusterLocal } from '../legs/traffic/judgeClusterLocal';
import { lazy } from '../lookup/lookUp';
import { conclude } from '../parts/conclude';
import { lacksEndpoints } from '../parts/lacksEndpoints';
import type { Leg, LegInput, OtherProvider } from '../question/Leg';
import { LEG_JUDGEMENTS } from './legJudgements';
import { providerEndpoints } from '../networks/providerEndpoints';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { portByNumber } from '../lookup/selection/portByNumber';
import { resolvePath } from '../networks/resolvePath';
import { optional } from '../../../model/basics/optional';

/** Gathers what the legs judge; absent when one of the clusters is not observed at all. */
export function toLegInput(
  context: ReachabilityContext,
  { client: from, provider: to, service, port }: ReachabilityQuery,
  asked: Pick<ReachabilityQuery, 'service' | 'port'> = { service, port },
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
    asked: { ...asked.service, port: asked.port },
    ...optional({ providerService, providerPort }),
  };
  const input = { ...gathered, ...providerEndpoints(gathered) };
  // The same object, for which the paths are already known.
  const complete: LegInput = Object.assign(input, {
    path: resolvePath(input),
    others: lazy(() => otherProviders(complete)),
  });
  return complete;
}

/** Those that are not known to be without endpoints. */
function otherProviders({
  context,
  provider,
  from,
  service,
  port,
}: LegInput): readonly OtherProvider[] {
  return context.clusters
    .filter(cluster => cluster !== provider.cluster)
    .flatMap(cluster => {
      const query = { client: from, provider: cluster, service, port };
      const input = toLegInput(context, query)!;
      return lacksEndpoints(input) ? [] : [{ input, given: isGiven(input) }];
    });
}

/**
 * Whether the client's istiod takes the endpoints of a provider for those of the Service. The path
 * does not decide: where no gateway is known, it takes the addresses of the Pods.
 */
function isGiven(input: LegInput): OtherProvider['given'] {
  const { discovery, naming } = LEG_JUDGEMENTS;
  const judged = [discovery(input), naming(input), clusterLocalPart(input)];
  if (judged.some(({ status }) => status === 'violated')) {
    return false;
  }
  const missing = judged.flatMap(result => result.missing);
  return missing.length === 0 || { missing };
}

function clusterLocalPart(input: LegInput): ReturnType<Leg> {
  return conclude([judgeClusterLocal(input)], '');
}

/** Like {@link toLegInput}; throws `NotFoundError` for a cluster that the context does not have. */
export function requireLegInput(
  context: ReachabilityContext,
  query: ReachabilityQuery,
  asked?: Pick<ReachabilityQuery, 'service' | 'port'>,
): LegInput {
  const input = toLegInput(context, query, asked);
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
