import type {
  ClusterName,
  ClusterState,
  EntityPresence,
  Pod,
  ReachabilityClient,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import {
  entitySelector,
  isIn,
  selectObjects,
  type MatchableEntity,
} from './matchEntity';

/**
 * An entity's own workloads as clients, in one cluster.
 *
 * @alpha
 */
export interface ClusterClients {
  readonly cluster: ClusterName;
  readonly clients: readonly ReachabilityClient[];
}

/** An entity of more workloads in one cluster is asked for by its namespaces. */
const MAX_WORKLOADS = 5;

/**
 * Who calls when an entity calls, for each cluster in which it runs, sorted: the workloads of the
 * Pods that its annotations select; else the workloads behind its Services; else the namespaces of
 * its Services.
 *
 * @alpha
 */
export function entityClients(
  entity: MatchableEntity,
  presence: readonly EntityPresence[],
  states: readonly ClusterState[],
): readonly ClusterClients[] {
  const selector = entitySelector(entity);
  return states
    .filter(({ cluster }) => isIn(selector, cluster))
    .map(state => {
      const { cluster } = state;
      const services =
        presence.find(item => item.cluster === cluster)?.services ?? [];
      const pods = state.pods.status === 'observed' ? state.pods.value : [];
      const own = selectObjects(selector, pods);
      const callers = own.length > 0 ? own : podsBehind(state, services, pods);
      return { cluster, clients: toClients(cluster, callers, services) };
    })
    .filter(({ clients }) => clients.length > 0)
    .sort((a, b) => compareStrings(a.cluster, b.cluster));
}

function podsBehind(
  { services }: ClusterState,
  names: EntityPresence['services'],
  pods: readonly Pod[],
): readonly Pod[] {
  if (services.status === 'unknown' || names.length === 0) {
    return [];
  }
  const selectors = services.value.filter(service =>
    names.some(
      ({ namespace, name }) =>
        service.namespace === namespace && service.name === name,
    ),
  );
  return pods.filter(({ namespace, labels }) =>
    selectors.some(
      service =>
        service.namespace === namespace &&
        service.selector !== undefined &&
        Object.entries(service.selector).every(
          ([key, value]) => labels[key] === value,
        ),
    ),
  );
}

function toClients(
  cluster: ClusterName,
  pods: readonly Pod[],
  services: EntityPresence['services'],
): readonly ReachabilityClient[] {
  const workloads = distinct(
    pods.map(({ namespace, workload }) => `${namespace}/${workload.name}`),
  );
  if (workloads.length > 0 && workloads.length <= MAX_WORKLOADS) {
    return workloads.map(text => {
      const [namespace, workload] = text.split('/') as [string, string];
      return { cluster, namespace, workload };
    });
  }
  const callers = pods.length > 0 ? pods : services;
  return distinct(callers.map(({ namespace }) => namespace)).map(namespace => ({
    cluster,
    namespace,
  }));
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareStrings);
}
