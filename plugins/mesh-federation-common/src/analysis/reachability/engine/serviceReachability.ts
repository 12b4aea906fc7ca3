import type {
  ClusterName,
  ReachabilityCell,
  ReachabilityClient,
  ReachabilityFilter,
  Reachability,
  ServiceReachability,
} from '../../../model';
import { aliasOf } from '../lookup/aliasOf';
import { analyzeReachability } from './analyzeReachability';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import type { ServiceName } from '../../../model/cluster/service';
import { optional } from '../../../model/basics/optional';

/**
 * A Service's reachability: one item for each of its ports (those that any cluster has, sorted by
 * number), with a cell for each client cluster and each provider that the filter lets pass. With
 * both `from` and `to` each item brings its explanation. A cluster of the filter that does not
 * exist gives no cell; a Service that no cluster has gives no item.
 *
 * @alpha
 */
export function serviceReachability(
  context: ReachabilityContext,
  service: ServiceName,
  filter: ReachabilityFilter = {},
): readonly ServiceReachability[] {
  const answering = servicesBehind(context, service);
  const providers = context.clusters.filter(cluster =>
    answering.some(each => isProvider(context, cluster, each)),
  );
  const clients = context.clusters.filter(
    cluster => filter.from === undefined || filter.from === cluster,
  );
  return portsOf(context, service)
    .filter(({ number }) => filter.port === undefined || filter.port === number)
    .map(port => {
      const ask = (cluster: ClusterName, provider: ClusterName) =>
        analyzeReachability(context, {
          client: toClient(cluster, filter),
          provider,
          service,
          port: port.number,
        });
      const explanation = explain(context, filter, ask);
      return {
        service,
        port,
        clusters: context.clusters,
        providers,
        cells: clients.flatMap(cluster =>
          providers
            .filter(item => filter.to === undefined || filter.to === item)
            .map(provider => toCell(ask(cluster, provider))),
        ),
        ...optional({ explanation }),
      };
    });
}

/**
 * Explains a cell even where the cluster does not provide the Service: the answer then says what is
 * missing there.
 */
function explain(
  context: ReachabilityContext,
  { from, to }: ReachabilityFilter,
  ask: (cluster: ClusterName, provider: ClusterName) => Reachability,
): Reachability | undefined {
  return from !== undefined &&
    to !== undefined &&
    context.index(from) !== undefined &&
    context.index(to) !== undefined
    ? ask(from, to)
    : undefined;
}

function toClient(
  cluster: ClusterName,
  { clientNamespace, clientWorkload }: ReachabilityFilter,
): ReachabilityClient {
  return {
    cluster,
    ...optional({
      namespace: clientNamespace,
      workload:
        clientNamespace === undefined || clientWorkload === undefined
          ? undefined
          : clientWorkload,
    }),
  };
}

/** The Service itself, and those for which it is another name in some cluster. */
function servicesBehind(
  context: ReachabilityContext,
  service: ServiceName,
): readonly ServiceName[] {
  const targets = context.clusters.flatMap(
    cluster => aliasOf(context.index(cluster), service)?.target ?? [],
  );
  return [service, ...targets];
}

/** Whether the Service has a selector or endpoints in the cluster, or that is not known. */
function isProvider(
  context: ReachabilityContext,
  cluster: ClusterName,
  { namespace, name }: ServiceName,
): boolean {
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
    slices.value.some(({ endpoints }) => endpoints.length > 0)
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
    for (const port of all) {
      if (!ports.has(port.port)) {
        ports.set(port.port, {
          ...optional({ name: port.name }),
          number: port.port,
        });
      }
    }
  }
  return [...ports.values()].sort((a, b) => a.number - b.number);
}

function toCell(answer: Reachability): ReachabilityCell {
  const { service: _service, legs: _legs, ...cell } = answer;
  return cell;
}
