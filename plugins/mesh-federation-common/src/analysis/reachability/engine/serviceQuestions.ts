import type {
  ClusterName,
  ReachabilityClient,
  ReachabilityFilter,
  ServiceReachability,
} from '../../../model';
import type { ServiceName } from '../../../model/cluster/service';
import { optional } from '../../../model/basics/optional';
import { standInFor } from '../lookup/standIn/standInFor';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { addsPods } from '../networks/entryEndpoints';
import { portByNumber } from '../lookup/selection/portByNumber';

/** What there is to ask about a Service: from whom, to whom, at which ports. */
export interface ServiceQuestions {
  /** By number. */
  readonly ports: readonly ServiceReachability['port'][];
  /** One for each cluster from which it is asked, sorted. */
  readonly clients: readonly ReachabilityClient[];
  /** Clusters in which it may have endpoints, whether or not the filter lets them pass. */
  readonly providers: readonly ClusterName[];
  /** Those that the filter lets pass. */
  readonly wanted: readonly ClusterName[];
}

/** The questions about a Service that a filter lets pass. */
export function serviceQuestions(
  context: ReachabilityContext,
  service: ServiceName,
  filter: ReachabilityFilter,
): ServiceQuestions {
  const answering = servicesBehind(context, service);
  const providers = context.clusters.filter(cluster =>
    answering.some(each => isProvider(context, cluster, each)),
  );
  return {
    ports: portsOf(context, service).filter(
      ({ number }) => filter.port === undefined || filter.port === number,
    ),
    clients: context.clusters
      .filter(cluster => filter.from === undefined || filter.from === cluster)
      .map(cluster => toClient(cluster, filter)),
    providers,
    wanted: providers.filter(
      cluster => filter.to === undefined || filter.to === cluster,
    ),
  };
}

/** The client of a cluster, as the filter refines it. */
export function toClient(
  cluster: ClusterName,
  { clientNamespace, clientWorkload }: ReachabilityFilter,
): ReachabilityClient {
  return {
    cluster,
    ...optional({
      namespace: clientNamespace,
      workload: clientNamespace === undefined ? undefined : clientWorkload,
    }),
  };
}

/** The Service itself, and those that stand in for it in some cluster. */
function servicesBehind(
  context: ReachabilityContext,
  service: ServiceName,
): readonly ServiceName[] {
  const targets = context.clusters.flatMap(
    cluster => standInFor(context, cluster, service, 0)?.target ?? [],
  );
  return [service, ...targets];
}

/**
 * Whether the Service has a selector or endpoints in the cluster, or a ServiceEntry there adds Pods
 * to it, or that is not known.
 */
function isProvider(
  context: ReachabilityContext,
  cluster: ClusterName,
  service: ServiceName,
): boolean {
  const { namespace, name } = service;
  const index = context.index(cluster)!;
  const found = index.service(namespace, name);
  if (found.status === 'unknown') {
    return true;
  }
  if (found.value === undefined) {
    return false;
  }
  const slices = index.endpointSlices(namespace, name);
  return (
    Object.keys(found.value.selector ?? {}).length > 0 ||
    slices.status === 'unknown' ||
    slices.value.some(({ endpoints }) => endpoints.length > 0) ||
    found.value.ports.some(port => addsPods({ client: index, service, port }))
  );
}

/** Ports by number; the name is that of the first cluster that has the port. */
function portsOf(
  context: ReachabilityContext,
  { namespace, name }: ServiceName,
): readonly ServiceReachability['port'][] {
  const ports = new Map<number, ServiceReachability['port']>();
  for (const cluster of context.clusters) {
    const found = context.index(cluster)!.service(namespace, name);
    const all = found.status === 'observed' ? found.value?.ports ?? [] : [];
    for (const { port: number } of all) {
      if (!ports.has(number)) {
        ports.set(number, {
          ...optional({ name: portByNumber(all, number)?.name }),
          number,
        });
      }
    }
  }
  return [...ports.values()].sort((a, b) => a.number - b.number);
}
