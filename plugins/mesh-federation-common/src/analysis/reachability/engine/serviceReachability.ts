import type {
  Reachability,
  ReachabilityCell,
  ReachabilityClient,
  ReachabilityFilter,
  ServiceReachability,
} from '../../../model';
import type { ServiceName } from '../../../model/cluster/service';
import { optional } from '../../../model/basics/optional';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import { analyzeReachability } from './analyzeReachability';
import { serviceQuestions, toClient } from './serviceQuestions';

/**
 * What the matrix shows of an answer.
 *
 * @alpha
 */
export function toCell(answer: Reachability): ReachabilityCell {
  const {
    service: _service,
    legs: _legs,
    unread: _unread,
    ifConfirmed: _ifConfirmed,
    confirmation: _confirmation,
    ...cell
  } = answer;
  return cell;
}

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
  const { ports, clients, providers, wanted } = serviceQuestions(
    context,
    service,
    filter,
  );
  return ports.map(port => {
    const ask = (client: ReachabilityClient, provider: string) =>
      analyzeReachability(context, {
        client,
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
      cells: clients.flatMap(client =>
        wanted.map(provider => toCell(ask(client, provider))),
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
  filter: ReachabilityFilter,
  ask: (client: ReachabilityClient, provider: string) => Reachability,
): Reachability | undefined {
  const { from, to } = filter;
  return from !== undefined &&
    to !== undefined &&
    context.index(from) !== undefined &&
    context.index(to) !== undefined
    ? ask(toClient(from, filter), to)
    : undefined;
}
