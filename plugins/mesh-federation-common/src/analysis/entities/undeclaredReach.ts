import type { ClusterName, UndeclaredReach } from '../../model';
import type { ClusterClients } from './entityClients';
import { nearestFirst, passes, targetsOf, type Survey } from './judgeServices';
import type { ReachabilityContext } from '../reachability/lookup/context/ReachabilityContext';
import type { ServiceName } from '../../model/cluster/service';

/** So many Services are looked at, so that an answer stays quick in a mesh of very many. */
const MAX_SERVICES = 5_000;

/** So many are listed: the catalog is asked for the entity of each. */
const MAX_REACHED = 500;

/**
 * The Services, of those given, that the clients can reach from at least one cluster, with these
 * clusters. A Service that is not looked at because there are too many is counted in `unexamined`,
 * never taken for one that cannot be reached.
 *
 * @alpha
 */
export function undeclaredReach(options: {
  readonly context: ReachabilityContext;
  readonly clients: readonly ClusterClients[];
  /**
   * Those that the entity neither has nor declares to need, in the order in which they are looked
   * at.
   */
  readonly services: readonly ServiceName[];
  readonly survey: Survey;
}): {
  readonly reached: readonly Omit<UndeclaredReach, 'entityRef'>[];
  readonly unexamined: number;
} {
  const { context, clients, services, survey } = options;
  if (clients.length === 0) {
    return { reached: [], unexamined: 0 };
  }
  const reached: Omit<UndeclaredReach, 'entityRef'>[] = [];
  let examined = 0;
  for (const service of services.slice(0, MAX_SERVICES)) {
    if (reached.length === MAX_REACHED) {
      break;
    }
    examined++;
    const targets = targetsOf(context, service);
    const from = clients
      .filter(item => isReached({ item, service, targets, survey }))
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
  readonly survey: Survey;
}): boolean {
  const { item, service, targets, survey } = options;
  return item.clients.some(client =>
    targets.some(({ port, providers }) =>
      nearestFirst(providers, item.cluster).some((provider: ClusterName) =>
        passes(survey({ client, provider, service, port }).verdict),
      ),
    ),
  );
}
