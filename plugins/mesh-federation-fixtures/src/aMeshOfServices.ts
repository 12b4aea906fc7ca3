import {
  optional,
  observed,
  unknown,
  type ClusterState,
  type EndpointSlice,
  type ControlPlane,
  type IstioConfiguration,
  type MeshConfig,
  type MeshSettings,
  type Observed,
  type Pod,
  type Service,
  type UnknownReason,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aJoinedMesh } from './aJoinedMesh';
import {
  aNamespace,
  aPod,
  aProxy,
  aService,
  aSystemNamespace,
  anEndpointSlice,
} from './aService';
import { OBSERVED_AT } from './times';

export type MeshStates = readonly ClusterState[];

/** A right that the builders take away. */
export const FORBIDDEN: UnknownReason = {
  kind: 'forbidden',
  message: 'forbidden',
  verb: 'list',
  resource: 'things',
};

/**
 * The joined clusters `east` and `west`, each on a network of its own name. Both have in namespace
 * `shop` the Services `orders` and `only-west` (port `http`, 80 to 8080) and a Deployment `client`.
 * `orders` runs in both, `only-west` only in west. Every Pod is ready, has a sidecar with the XDS
 * agent flag and a ServiceAccount named after its app. Requests from any client to any provider
 * work.
 */
export function aMeshOfServices(
  names: readonly string[] = ['east', 'west'],
): MeshStates {
  return aJoinedMesh(names).map(aClusterOfServices);
}

function aClusterOfServices(state: ClusterState, index: number): ClusterState {
  const { cluster } = state;
  const at = OBSERVED_AT;
  const pod = (app: string, number: number) =>
    aPod(app, cluster, { ips: [`10.${index + 1}.0.${number}`] });
  const orders = pod('orders', 11);
  const onlyWest = cluster === 'west' ? [pod('only-west', 12)] : [];
  const client = pod('client', 13);
  const gateway = aPod('mesh-federation-eastwest-istio', cluster, {
    namespace: 'istio-system',
    ips: [`10.${index + 1}.0.2`],
    proxy: aProxy(cluster, { kind: 'gateway' }),
  });
  const pods = [orders, ...onlyWest, client, gateway];
  const roots =
    state.proxyRoots.status === 'observed' && state.proxyRoots.value[0]!.roots;
  return {
    ...state,
    services: observed([aService('orders'), aService('only-west')], at),
    endpointSlices: observed(
      [
        anEndpointSlice('orders', [orders]),
        anEndpointSlice('only-west', onlyWest),
      ],
      at,
    ),
    pods: observed(pods, at),
    namespaces: observed([aNamespace('shop'), aSystemNamespace(cluster)], at),
    workloads: observed(
      pods.map(({ namespace, workload, proxy }) => ({
        ...workload,
        namespace,
        pods: 1,
        proxies: 1,
        proxiesWithXdsAgent: 1,
        gateway: proxy?.kind === 'gateway',
        revision: 'default',
      })),
      at,
    ),
    proxyRoots: observed(
      roots
        ? pods.map(({ namespace, name, workload }) => ({
            namespace,
            pod: name,
            workload: workload.name,
            roots,
          }))
        : [],
      at,
    ),
  };
}

/** Replaces sections of one cluster's state. */
export function withState(
  states: MeshStates,
  cluster: string,
  change:
    | Partial<ClusterState>
    | ((state: ClusterState) => Partial<ClusterState>),
): MeshStates {
  return states.map(state =>
    state.cluster === cluster
      ? { ...state, ...(typeof change === 'function' ? change(state) : change) }
      : state,
  );
}

type Section = {
  [K in keyof ClusterState]: ClusterState[K] extends Observed<unknown>
    ? K
    : never;
}[keyof ClusterState];

/** One section of one cluster could not be observed. */
export function withUnknown(
  states: MeshStates,
  cluster: string,
  section: Section,
  reason: UnknownReason = FORBIDDEN,
): MeshStates {
  return withState(states, cluster, {
    [section]: unknown(reason, OBSERVED_AT),
  });
}

/** One kind of Istio's objects of one cluster could not be observed. */
export function withUnknownKind(
  states: MeshStates,
  cluster: string,
  kind: keyof IstioConfiguration,
  reason: UnknownReason = FORBIDDEN,
): MeshStates {
  return withState(states, cluster, ({ configuration }) => ({
    configuration: { ...configuration, [kind]: unknown(reason, OBSERVED_AT) },
  }));
}

type Objects = {
  readonly [K in keyof IstioConfiguration]?: IstioConfiguration[K] extends Observed<
    infer V
  >
    ? V
    : never;
};

/** Puts objects of Istio into one cluster, in place of those of the same kind. */
export function withConfiguration(
  states: MeshStates,
  cluster: string,
  objects: Objects,
): MeshStates {
  return withState(states, cluster, ({ configuration }) => ({
    configuration: {
      ...configuration,
      ...Object.fromEntries(
        Object.entries(objects).map(([kind, list]) => [
          kind,
          observed(list, OBSERVED_AT),
        ]),
      ),
    },
  }));
}

/** Changes one Service of namespace `shop`; `undefined` deletes it. */
export function withService(
  states: MeshStates,
  cluster: string,
  name: string,
  change: Partial<Service> | undefined,
): MeshStates {
  const ports = change?.ports;
  return withState(states, cluster, ({ services, endpointSlices }) => ({
    services: mapList(services, service => {
      if (service.name !== name) {
        return service;
      }
      return change === undefined ? undefined : { ...service, ...change };
    }),
    ...optional({
      endpointSlices: ports
        ? mapList(endpointSlices, slice =>
            slice.service === name
              ? { ...slice, ports: targetsOf(ports) }
              : slice,
          )
        : undefined,
    }),
  }));
}

/** As Kubernetes writes them into EndpointSlices; a target port that is a name leads nowhere. */
function targetsOf(ports: Service['ports']): EndpointSlice['ports'] {
  return ports.flatMap(({ name, port, protocol, targetPort = String(port) }) =>
    /^\d+$/.test(targetPort)
      ? [
          {
            ...optional({ name }),
            port: Number(targetPort),
            protocol,
          },
        ]
      : [],
  );
}

/** Changes every Pod of one app; `undefined` deletes it, also from the EndpointSlices. */
export function withPods(
  states: MeshStates,
  cluster: string,
  app: string,
  change: (pod: Pod) => Pod | undefined,
): MeshStates {
  return withState(states, cluster, ({ pods, endpointSlices }) => {
    const changed = mapList(pods, pod =>
      pod.workload.name === app ? change(pod) : pod,
    );
    const left = new Map(
      changed.status === 'observed'
        ? changed.value.map(pod => [pod.name, pod] as const)
        : [],
    );
    return {
      pods: changed,
      endpointSlices: mapList(endpointSlices, slice => ({
        ...slice,
        endpoints: slice.endpoints.flatMap(endpoint => {
          const pod = left.get(endpoint.pod ?? '');
          return pod === undefined ? [] : [{ ...endpoint, ready: pod.ready }];
        }),
      })),
    };
  });
}

/**
 * Adds Pods to one cluster, and to the EndpointSlice of the Service named after their app where
 * there is one.
 */
export function withMorePods(
  states: MeshStates,
  cluster: string,
  more: readonly Pod[],
): MeshStates {
  return withState(states, cluster, ({ pods, endpointSlices }) => ({
    pods: observed(
      [...(pods.status === 'observed' ? pods.value : []), ...more],
      OBSERVED_AT,
    ),
    endpointSlices: mapList(endpointSlices, slice => ({
      ...slice,
      endpoints: [
        ...slice.endpoints,
        ...more
          .filter(
            ({ workload, namespace }) =>
              workload.name === slice.service && namespace === slice.namespace,
          )
          .map(({ name, ips, ready }) => ({
            address: ips[0]!,
            ready,
            pod: name,
          })),
      ],
    })),
  }));
}

/** Changes the control plane of one cluster. */
export function withControlPlane(
  states: MeshStates,
  cluster: string,
  change: (controlPlane: ControlPlane) => ControlPlane,
): MeshStates {
  return withState(states, cluster, ({ controlPlanes }) => ({
    controlPlanes: mapList(controlPlanes, change),
  }));
}

/** Changes the primary mesh config of one cluster. */
export function withMeshConfig(
  states: MeshStates,
  cluster: string,
  change: Partial<MeshConfig>,
): MeshStates {
  return withControlPlane(states, cluster, controlPlane => ({
    ...controlPlane,
    meshConfig:
      controlPlane.meshConfig.status === 'observed'
        ? observed({ ...controlPlane.meshConfig.value, ...change }, OBSERVED_AT)
        : controlPlane.meshConfig,
  }));
}

/** Sets settings in the primary mesh config of one cluster. */
export function withSettings(
  states: MeshStates,
  cluster: string,
  settings: MeshSettings,
): MeshStates {
  return withMeshConfig(states, cluster, { settings });
}

/** The mesh config of one cluster could not be observed. */
export function withUnknownMeshConfig(
  states: MeshStates,
  cluster: string,
): MeshStates {
  return withControlPlane(states, cluster, controlPlane => ({
    ...controlPlane,
    meshConfig: unknown(FORBIDDEN, OBSERVED_AT),
  }));
}

function mapList<T>(
  list: Observed<readonly T[]>,
  change: (item: T) => T | undefined,
): Observed<readonly T[]> {
  return list.status === 'unknown'
    ? list
    : observed(
        list.value.flatMap(item => change(item) ?? []),
        list.at,
      );
}
