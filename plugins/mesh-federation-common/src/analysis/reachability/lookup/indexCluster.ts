import type { ClusterState, ControlPlane, Observed } from '../../../model';
import { compareStrings } from '../../../model/basics/compareStrings';
import type { ClusterIndex } from './ClusterIndex';
import { effectiveSettings } from './effectiveSettings';
import { hostLookUp, resolveHost, sortByCreation } from './hostLookUp';
import {
  groupedLookUp,
  lazy,
  mapObserved,
  namedGroupLookUp,
  namedLookUp,
  singleLookUp,
} from './lookUp';
import { remembered } from '../../remembered';
import { optional } from '../../../model/basics/optional';

/**
 * Look-ups over one cluster's state. A state is indexed once, however often it is asked for, and
 * each section only when it is first needed, so that a changed cluster costs its own index alone.
 *
 * @alpha
 */
export const indexCluster: (state: ClusterState) => ClusterIndex =
  remembered(makeIndex);

function makeIndex(state: ClusterState): ClusterIndex {
  const controlPlane = mainControlPlane(state);
  const planeFact = <T>(
    read: (plane: ControlPlane) => Observed<T>,
  ): Observed<T> =>
    controlPlane === undefined ? noControlPlane(state) : read(controlPlane);
  return {
    cluster: state.cluster,
    state,
    ...optional({ controlPlane }),
    settings: planeFact(effectiveSettings),
    trustDomain: planeFact(({ meshConfig }) =>
      mapObserved(meshConfig, ({ trustDomain, trustDomainAliases }) => ({
        name: trustDomain,
        aliases: trustDomainAliases,
      })),
    ),
    ...workloadLookUps(state),
    ...configurationLookUps(state),
  };
}

function workloadLookUps(state: ClusterState) {
  const namespace = singleLookUp(state.namespaces, ({ name }) => name);
  const podsOf = groupedLookUp(
    state.pods,
    item => [item.namespace],
    sortedByName,
  );
  const sidecarPods = lazy(() =>
    mapObserved(state.pods, pods =>
      sortedByName(pods).filter(({ proxy }) => proxy?.kind === 'sidecar'),
    ),
  );
  return {
    service: namedLookUp(state.services),
    endpointSlices: namedGroupLookUp(state.endpointSlices, slice => ({
      namespace: slice.namespace,
      name: slice.service,
    })),
    namespace,
    pod: namedLookUp(state.pods),
    podsOf,
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
    authorizationPolicies: inNamespace(
      configuration.authorizationPolicies,
      sortByCreation,
    ),
    sidecars: inNamespace(configuration.sidecars, sortByCreation),
    envoyFilters: inNamespace(configuration.envoyFilters),
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
  const sorted = [...controlPlanes.value].sort((a, b) =>
    compareStrings(a.revision, b.revision),
  );
  return sorted.find(({ revision }) => revision === 'default') ?? sorted[0];
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
