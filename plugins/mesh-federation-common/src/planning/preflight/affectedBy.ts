import { describeUnknown } from '../../analysis/describeUnknown';
import { groupBy } from '../../analysis/reachability/lookup/lookUp';
import type {
  AffectedByFederation,
  AffectedEntity,
  AffectedService,
  AffectedWorkload,
  ClusterState,
  Federation,
  Observed,
  Pod,
  Service,
  ServiceName,
  Timestamp,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { withFederation } from '../members/withFederation';
import { wantedRoots } from '../roots/wantedRoots';

/** More of a kind help nobody: who has so many reads the matrix. */
const MAX_ITEMS = 200;

/** @alpha */
export interface AffectedByOptions {
  readonly federation: Federation;
  /** All federations: what else a cluster is a member of counts. */
  readonly federations: readonly Federation[];
  readonly states: readonly ClusterState[];
  /** Entities of each Service, by `namespace/name`. */
  readonly entitiesOf: (service: ServiceName) => readonly AffectedEntity[];
  /** How many entities there are of which it cannot be read which Services are theirs. */
  readonly unreadEntities: number;
  readonly now: Timestamp;
}

/**
 * Who notices when the members of a federation join or leave: workloads that are cut off from other
 * clusters until they are restarted, and Services that run in some members alone.
 *
 * @alpha
 */
export function affectedBy(options: AffectedByOptions): AffectedByFederation {
  const { federation, states, entitiesOf, unreadEntities } = options;
  const members = states.filter(({ cluster }) =>
    federation.members.includes(cluster),
  );
  const workloads = members
    .filter(state => needsForeignRoots(state, options))
    .flatMap(state => cutOff(state, entitiesOf))
    .sort((a, b) => compareStrings(keyOf(a), keyOf(b)));
  const services = unevenServices(members, entitiesOf);
  return {
    workloads: workloads.slice(0, MAX_ITEMS),
    services: services.slice(0, MAX_ITEMS),
    omitted: {
      workloads: Math.max(0, workloads.length - MAX_ITEMS),
      services: Math.max(0, services.length - MAX_ITEMS),
    },
    unknown: federation.members.flatMap(cluster =>
      missing(
        cluster,
        members.find(state => state.cluster === cluster),
      ),
    ),
    unreadEntities,
  };
}

/** One root for all members needs no exchange, and no proxy has to learn one. */
function needsForeignRoots(
  { cluster }: ClusterState,
  { federation, federations, states, now }: AffectedByOptions,
): boolean {
  return (
    wantedRoots({
      cluster,
      federations: withFederation(federations, federation),
      states,
      now,
    }).roots.length > 0
  );
}

function cutOff(
  state: ClusterState,
  entitiesOf: AffectedByOptions['entitiesOf'],
): readonly AffectedWorkload[] {
  if (state.workloads.status === 'unknown') {
    return [];
  }
  const pods = groupBy(itemsOf(state.pods), pod => [workloadOf(pod)]);
  const known = groupBy(itemsOf(state.services), ({ namespace }) => [
    namespace,
  ]);
  return state.workloads.value
    .filter(({ proxies, proxiesWithXdsAgent }) => proxiesWithXdsAgent < proxies)
    .map(workload => {
      const own = pods.get(workloadOf({ ...workload, workload })) ?? [];
      const services = (known.get(workload.namespace) ?? [])
        .filter(service => own.some(pod => selects(service, pod)))
        .map(({ namespace, name }) => ({ namespace, name }))
        .sort((a, b) => compareStrings(nameOf(a), nameOf(b)));
      return {
        cluster: state.cluster,
        kind: workload.kind,
        namespace: workload.namespace,
        name: workload.name,
        proxies: workload.proxies - workload.proxiesWithXdsAgent,
        services,
        entities: distinct(services.flatMap(entitiesOf)),
      };
    });
}

function unevenServices(
  members: readonly ClusterState[],
  entitiesOf: AffectedByOptions['entitiesOf'],
): readonly AffectedService[] {
  const clustersOf = new Map<string, Set<string>>();
  for (const { cluster, endpointSlices } of members) {
    for (const { namespace, service, endpoints } of itemsOf(endpointSlices)) {
      if (endpoints.some(({ ready }) => ready)) {
        const key = `${namespace}/${service}`;
        const clusters = clustersOf.get(key) ?? new Set();
        clustersOf.set(key, clusters.add(cluster));
      }
    }
  }
  return [...clustersOf]
    .filter(([, clusters]) => clusters.size < members.length)
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([key, clusters]) => {
      const [namespace, name] = key.split('/') as [string, string];
      const service = { namespace, name };
      return {
        service,
        clusters: [...clusters].sort(compareStrings),
        entities: distinct(entitiesOf(service)),
      };
    })
    .sort(
      (a, b) => Number(b.entities.length > 0) - Number(a.entities.length > 0),
    );
}

function missing(
  cluster: string,
  state: ClusterState | undefined,
): AffectedByFederation['unknown'] {
  if (state === undefined) {
    return [{ cluster, reason: 'it was never observed' }];
  }
  const { workloads, pods, services, endpointSlices } = state;
  for (const section of [workloads, pods, services, endpointSlices]) {
    if (section.status === 'unknown') {
      return [{ cluster, reason: describeUnknown(section.reason) }];
    }
  }
  return [];
}

function workloadOf({
  namespace,
  workload: { kind, name },
}: Pick<Pod, 'namespace' | 'workload'>): string {
  return `${kind}/${namespace}/${name}`;
}

function selects({ selector }: Service, pod: Pod): boolean {
  return (
    selector !== undefined &&
    Object.entries(selector).every(([key, value]) => pod.labels[key] === value)
  );
}

/** What is unknown has no items here: the plan's findings tell what was not observed. */
function itemsOf<T>(fact: Observed<readonly T[]>): readonly T[] {
  return fact.status === 'observed' ? fact.value : [];
}

function distinct(
  entities: readonly AffectedEntity[],
): readonly AffectedEntity[] {
  return [
    ...new Map(entities.map(entity => [entity.entityRef, entity])).values(),
  ].sort((a, b) => compareStrings(a.entityRef, b.entityRef));
}

function keyOf({ cluster, namespace, name, kind }: AffectedWorkload): string {
  return `${cluster}/${namespace}/${name}/${kind}`;
}

function nameOf({ namespace, name }: ServiceName): string {
  return `${namespace}/${name}`;
}
