import type {
  ClusterState,
  ControlPlane,
  EndpointSlice,
  NetworkPolicy,
  Observed,
  Pod,
  Service,
} from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import type { ClusterIndex } from './ClusterIndex';
import { countingConfiguration } from './selection/countingConfiguration';
import { effectiveSettings } from './effectiveSettings';
import { mainRevision } from './mainRevision';
import { hostLookUp, resolveHost, sortByCreation } from './hostLookUp';
import {
  byName,
  groupByName,
  groupedLookUp,
  lazy,
  mapObserved,
  namedLookUp,
  singleLookUp,
} from './lookUp';
import { remembered } from '../../remembered';
import { podsWithTopology } from './topology/topologyLabels';
import { optional } from '../../../model/basics/optional';

const indexesOf = remembered(
  (_: ClusterState) => new Map<string, ClusterIndex>(),
);

/**
 * Look-ups over one cluster's state. A state is indexed once, however often it is asked for, and
 * each section only when it is first needed, so that a changed cluster costs its own index alone.
 * `topology`: names of labels that istiod adds to Pods, as far as any cluster asks for them.
 *
 * @alpha
 */
export function indexCluster(
  state: ClusterState,
  topology: readonly string[] = [],
): ClusterIndex {
  const known = indexesOf(state);
  const key = topology.join();
  const index = known.get(key) ?? makeIndex(state, topology);
  known.set(key, index);
  return index;
}

function makeIndex(
  written: ClusterState,
  topology: readonly string[],
): ClusterIndex {
  const controlPlane = mainControlPlane(written);
  const pods = podsWithTopology(written, controlPlane?.clusterId, topology);
  const planeFact = <T>(
    read: (plane: ControlPlane) => Observed<T>,
  ): Observed<T> =>
    controlPlane === undefined ? noControlPlane(written) : read(controlPlane);
  const settings = planeFact(effectiveSettings);
  const configuration = countingConfiguration(written, {
    ...optional({ revision: controlPlane?.revision }),
    settings,
  });
  const state =
    configuration === written.configuration
      ? written
      : { ...written, configuration };
  return {
    cluster: state.cluster,
    state,
    written: written.configuration,
    ...optional({ controlPlane }),
    settings,
    trustDomain: planeFact(({ meshConfig }) =>
      mapObserved(meshConfig, ({ trustDomain, trustDomainAliases }) => ({
        name: trustDomain,
        aliases: trustDomainAliases,
      })),
    ),
    ...workloadLookUps(state, pods),
    ...configurationLookUps(state),
  };
}

/** Kubernetes lists by name already; then there is nothing to sort. */
function sortedByName<T extends NamespacedName>(
  items: readonly T[],
): readonly T[] {
  const compare = (a: T, b: T) =>
    compareStrings(a.namespace, b.namespace) || compareStrings(a.name, b.name);
  return items.every(
    (item, index) => index === 0 || compare(items[index - 1]!, item) <= 0,
  )
    ? items
    : [...items].sort(compare);
}

interface NamespacedName {
  readonly namespace: string;
  readonly name: string;
}

function sortByObject(
  policies: readonly NetworkPolicy[],
): readonly NetworkPolicy[] {
  return [...policies].sort((a, b) =>
    compareStrings(a.object.name, b.object.name),
  );
}

const servicesByName = remembered((services: readonly Service[]) =>
  byName(services),
);

const podsByName = remembered((pods: readonly Pod[]) => byName(pods));

function workloadLookUps(state: ClusterState, pods: Observed<readonly Pod[]>) {
  const namespace = singleLookUp(state.namespaces, ({ name }) => name);
  // Other things are remembered by these lists, of which some are read from other sections as well:
  // they are new for each state.
  const podsOf = groupedLookUp(pods, item => [item.namespace], sortedByName);
  const sidecarPods = lazy(() =>
    mapObserved(pods, all =>
      sortedByName(all).filter(({ proxy }) => proxy?.kind === 'sidecar'),
    ),
  );
  return {
    service: namedLookUp<Service, Service | undefined>(
      state.services,
      servicesByName,
      undefined,
    ),
    endpointSlices: namedLookUp(
      state.endpointSlices,
      remembered((slices: readonly EndpointSlice[]) =>
        groupByName(slices, slice => ({
          namespace: slice.namespace,
          name: slice.service,
        })),
      ),
      [],
    ),
    namespace,
    pod: namedLookUp<Pod, Pod | undefined>(pods, podsByName, undefined),
    networkPolicies: groupedLookUp(
      state.networkPolicies,
      ({ object }) => [object.namespace ?? ''],
      sortByObject,
    ),
    podsOf,
    podsAt: groupedLookUp(pods, ({ ips }) => ips),
    sidecarPods,
  };
}

function configurationLookUps({ configuration }: ClusterState) {
  const inNamespace = <
    T extends { readonly object: { readonly namespace?: string } },
  >(
    section: Observed<readonly T[]>,
    order?: (items: readonly T[]) => readonly T[],
  ) => groupedLookUp(section, ({ object }) => [object.namespace ?? ''], order);
  const resolved = (hosts: readonly string[], namespace?: string) =>
    hosts.map(host => resolveHost(host, namespace ?? ''));
  return {
    peerAuthentications: inNamespace(
      configuration.peerAuthentications,
      sortByCreation,
    ),
    requestAuthentications: inNamespace(configuration.requestAuthentications),
    authorizationPolicies: inNamespace(
      configuration.authorizationPolicies,
      sortByCreation,
    ),
    sidecars: inNamespace(configuration.sidecars, sortByCreation),
    proxyConfigs: inNamespace(configuration.proxyConfigs, sortByCreation),
    workloadEntries: inNamespace(configuration.workloadEntries),
    destinationRules: hostLookUp(
      configuration.destinationRules,
      ({ host, object }) => resolved([host], object.namespace),
    ),
    virtualServices: hostLookUp(
      configuration.virtualServices,
      ({ hosts, object }) => resolved(hosts, object.namespace),
    ),
    serviceEntries: hostLookUp(
      configuration.serviceEntries,
      ({ hosts }) => hosts,
    ),
  };
}

function mainControlPlane({
  controlPlanes,
}: ClusterState): ControlPlane | undefined {
  if (controlPlanes.status === 'unknown') {
    return undefined;
  }
  return mainRevision(controlPlanes.value);
}

function noControlPlane({
  controlPlanes,
}: ClusterState): Extract<Observed<unknown>, { status: 'unknown' }> {
  return controlPlanes.status === 'unknown'
    ? controlPlanes
    : {
        status: 'unknown',
        reason: { kind: 'not-observed', message: 'no istiod was found' },
        at: controlPlanes.at,
      };
}
