import type {
  Certificate,
  ClusterObservation,
  ClusterOverview,
  ClusterState,
  ControlPlane,
  Federation,
  InventoryCluster,
  Observed,
} from '../../model';
import { observed, unknown } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { ownRoots } from '../trust/ownRoots';
import { optional } from '../../model/basics/optional';

const NO_FACTS = {
  controlPlanes: [],
  roots: [],
  remoteSecrets: [],
  gateways: [],
} as const;

/**
 * A cluster as the pages show it. When its API server did not answer in the newest attempt, the
 * facts are those last known, labelled stale and with their age. `observation` is absent for a
 * cluster that was never observed.
 *
 * @alpha
 */
export function toClusterOverview(
  cluster: InventoryCluster,
  observation: ClusterObservation | undefined,
  federations: readonly Federation[],
): ClusterOverview {
  const reachable = reachability(observation);
  const isReachable = reachable.status === 'observed';
  const facts = isReachable ? observation?.state : observation?.lastKnown;
  const memberOf = federations
    .filter(({ members }) => members.includes(cluster.name))
    .map(({ name }) => name)
    .sort(compareStrings);
  return {
    cluster,
    reachable,
    stale: !isReachable,
    ...(facts === undefined ? NO_FACTS : factsOf(facts)),
    federations: memberOf,
  };
}

function reachability(
  observation: ClusterObservation | undefined,
): Observed<true> {
  if (observation === undefined) {
    return unknown(
      { kind: 'not-observed', message: 'the cluster was never observed' },
      new Date(0).toISOString(),
    );
  }
  const { kubernetesVersion, at } = observation.state;
  // A refusal is an answer of the API server, too.
  return kubernetesVersion.status === 'observed' ||
    kubernetesVersion.reason.kind === 'forbidden'
    ? observed(true, at)
    : unknown(kubernetesVersion.reason, kubernetesVersion.at);
}

function factsOf(
  state: ClusterState,
): Omit<ClusterOverview, 'cluster' | 'reachable' | 'stale' | 'federations'> {
  const version = valueOf(state.kubernetesVersion);
  const network = valueOf(state.network)?.label;
  const workloads = valueOf(state.workloads);
  return {
    factsAt: state.at,
    ...optional({ kubernetesVersion: version }),
    controlPlanes: (valueOf(state.controlPlanes) ?? []).map(planeOf),
    ...optional({ network }),
    roots: (ownRoots(state) ?? []).map(withoutPem),
    remoteSecrets: valueOf(state.remoteSecrets) ?? [],
    gateways: valueOf(state.gateways) ?? [],
    ...optional({
      proxies:
        workloads === undefined
          ? undefined
          : {
              total: workloads.reduce((sum, { proxies }) => sum + proxies, 0),
              withXdsAgent: workloads.reduce(
                (sum, { proxiesWithXdsAgent }) => sum + proxiesWithXdsAgent,
                0,
              ),
            },
    }),
  };
}

function planeOf(
  plane: ControlPlane,
): ClusterOverview['controlPlanes'][number] {
  const config = valueOf(plane.meshConfig);
  return {
    revision: plane.revision,
    ...optional({ version: plane.version }),
    clusterId: plane.clusterId,
    ...optional({
      meshId: config?.meshId === undefined ? undefined : config.meshId,
      trustDomain: config?.trustDomain,
    }),
    multiRootMesh: plane.multiRootMesh,
    certificateAuthority: plane.certificateAuthority,
    readyReplicas: plane.replicas.filter(({ ready }) => ready).length,
  };
}

function withoutPem({ pem: _, ...rest }: Certificate) {
  return rest;
}

function valueOf<T>(fact: Observed<T>): T | undefined {
  return fact.status === 'observed' ? fact.value : undefined;
}
