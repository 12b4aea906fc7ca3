import type { ClusterName, UndeclaredReach } from '../model';
import type { ClusterClients } from './entityClients';
import {
  nearestFirst,
  passes,
  targetsOf,
  type Judge,
  type ServiceName,
} from './judgeServices';
import type { ReachabilityContext } from './reachability/ReachabilityContext';

/** So many Services are looked at, and so many cells are judged, so that an answer stays quick in a mesh of thousands of Services. */
const MAX_SERVICES = 200;
const MAX_CELLS = 1_000;

/**
 * The Services, of those given, that the clients can reach from at least one cluster, with these clusters. A Service that is not
 * looked at because there are too many is counted in `unexamined`, never taken for one that cannot be reached.
 */
export function undeclaredReach(options: {
  readonly context: ReachabilityContext;
  readonly clients: readonly ClusterClients[];
  /** Those that the entity neither has nor declares to need, in the order in which they are looked at. */
  readonly services: readonly ServiceName[];
  readonly judge: Judge;
}): {
  readonly reached: readonly Omit<UndeclaredReach, 'entityRef'>[];
  readonly unexamined: number;
} {
  const { context, clients, services, judge } = options;
  if (clients.length === 0) {
    return { reached: [], unexamined: 0 };
  }
  let cells = 0;
  const counted: Judge = query => {
    cells += 1;
    return judge(query);
  };
  const reached: Omit<UndeclaredReach, 'entityRef'>[] = [];
  let examined = 0;
  for (const service of services) {
    if (examined >= MAX_SERVICES || cells >= MAX_CELLS) {
      break;
    }
    examined += 1;
    const targets = targetsOf(context, service);
    const from = clients
      .filter(item => isReached({ item, service, targets, judge: counted }))
      .map(({ cluster }) => cluster);
    if (from.length > 0) {
      reached.push({ service, from });
    }
  }
  return { reached, unexamined: services.length - examined };
}

/** Whether any client of the cluster gets through to any port at any provider. */
function isReached(options: {
  readonly item: ClusterClients;
  readonly service: ServiceName;
  readonly targets: ReturnType<typeof targetsOf>;
  readonly judge: Judge;
}): boolean {
  const { item, service, targets, judge } = options;
  return item.clients.some(client =>
    targets.some(({ port, providers }) =>
      nearestFirst(providers, item.cluster).some((provider: ClusterName) =>
        passes(judge({ client, provider, service, port }).verdict),
      ),
    ),
  );
}
