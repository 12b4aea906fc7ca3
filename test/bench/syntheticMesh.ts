import type { ClusterState } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { common, fixtures } from './commonPackage.ts';

const { observed } = common;
const {
  OBSERVED_AT,
  aGateway,
  aJoinedMesh,
  aNamespace,
  aPod,
  aService,
  aSystemNamespace,
  anEndpointSlice,
} = fixtures;

export interface MeshSize {
  readonly clusters: number;
  /** Services of each cluster, each with one ready Pod, one EndpointSlice and a sidecar. */
  readonly services: number;
  /** How many clusters have a Service of the same name and namespace. */
  readonly spread: number;
}

export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
  /** Clusters that have it. */
  readonly clusters: readonly string[];
}

const NAMESPACES = 50;

const clusterName = (number: number) =>
  `cluster-${String(number).padStart(3, '0')}`;

/** Groups of `spread` clusters have the same Services. */
export function serviceNames(size: MeshSize): readonly ServiceName[] {
  const names: ServiceName[] = [];
  for (let first = 0; first < size.clusters; first += size.spread) {
    const clusters = Array.from(
      { length: Math.min(size.spread, size.clusters - first) },
      (_, offset) => clusterName(first + offset),
    );
    for (let service = 0; service < size.services; service++) {
      names.push({
        namespace: `team-${first}-${service % NAMESPACES}`,
        name: `service-${service}`,
        clusters,
      });
    }
  }
  return names;
}

/** What a Service is like, by its number within its namespace. */
interface Shape {
  readonly ports: ServicePorts;
  readonly replicas: number;
  readonly headless: boolean;
  readonly ownRule: boolean;
}

type ServicePorts = ReturnType<typeof aService>['ports'];

const HTTP: ServicePorts[number] = {
  name: 'http',
  port: 80,
  protocol: 'TCP',
  targetPort: '8080',
};

const MORE: ServicePorts[number] = {
  name: 'http-metrics',
  port: 9090,
  protocol: 'TCP',
  targetPort: '9090',
};

function shapeOf(number: number): Shape {
  const kind = number % 10;
  return {
    ports: [
      kind % 4 === 3 ? { ...HTTP, name: 'grpc' } : HTTP,
      ...(kind % 3 === 2 ? [MORE] : []),
    ],
    replicas: kind % 2 === 0 ? 2 : 1,
    headless: kind === 9,
    ownRule: kind === 1,
  };
}

/**
 * The states of a mesh in which every cluster trusts and reads every other one, one after the
 * other, so that not all of them have to be in memory. Services are of ten shapes: with one port or
 * two, one Pod or two, headless, with a DestinationRule of their own. One namespace in ten has a
 * PeerAuthentication and an AuthorizationPolicy for all of its workloads, another one in ten has
 * them for single workloads.
 */
export function* syntheticMesh(size: MeshSize): Generator<ClusterState> {
  const names = Array.from({ length: size.clusters }, (_, number) =>
    clusterName(number),
  );
  const joined = aJoinedMesh(names);
  for (const [number, state] of joined.entries()) {
    yield withServices(state, number, size);
  }
}

function makeService(options: {
  readonly number: number;
  readonly namespace: string;
  readonly cluster: string;
  /** First two parts of the addresses of the cluster's Pods. */
  readonly network: string;
}) {
  const { number, namespace, cluster, network } = options;
  const name = `service-${number}`;
  const { ports, replicas, headless, ownRule } = shapeOf(
    Math.floor(number / NAMESPACES),
  );
  const pods = Array.from({ length: replicas }, (_, replica) => {
    const address = 2 * number + replica;
    return aPod(name, cluster, {
      namespace,
      name: `${name}-6d5f7c9b8d-x2x7${'qz'[replica]}`,
      ips: [`${network}.${Math.floor(address / 250)}.${address % 250}`],
    });
  });
  return {
    pods,
    ownRule,
    service: aService(name, {
      namespace,
      headless,
      ports,
      labels: {
        app: name,
        'backstage.io/kubernetes-id': name,
        'app.kubernetes.io/part-of': namespace,
      },
    }),
    slice: anEndpointSlice(name, pods, {
      namespace,
      ports: ports.map(({ name: port, targetPort, protocol }) => ({
        ...(port === undefined ? {} : { name: port }),
        port: Number(targetPort),
        protocol,
      })),
    }),
  };
}

type Made = ReturnType<typeof makeService>;

function withServices(
  state: ClusterState,
  number: number,
  { services, spread }: MeshSize,
): ClusterState {
  const at = OBSERVED_AT;
  const { cluster } = state;
  const group = number - (number % spread);
  const namespaces = Array.from(
    { length: NAMESPACES },
    (_, team) => `team-${group}-${team}`,
  );
  const items = Array.from({ length: services }, (_, service) =>
    makeService({
      number: service,
      namespace: namespaces[service % NAMESPACES]!,
      cluster,
      network: `10.${number % 250}`,
    }),
  );
  const list = <T>(values: readonly T[]) => observed(values, at);
  return {
    ...state,
    services: list(items.map(({ service }) => service)),
    endpointSlices: list(items.map(({ slice }) => slice)),
    pods: list(items.flatMap(({ pods }) => pods)),
    namespaces: list([
      ...namespaces.map(name => aNamespace(name)),
      aSystemNamespace(cluster),
    ]),
    gateways: list([
      aGateway(cluster, { addresses: [`192.0.2.${(number % 250) + 1}`] }),
    ]),
    configuration: {
      ...state.configuration,
      ...policiesOf(namespaces, items),
      destinationRules: list(
        items.filter(({ ownRule }) => ownRule).map(ruleOf),
      ),
    },
  };
}

const objectOf = (kind: string, namespace: string, name: string) => ({
  apiVersion: 'security.istio.io/v1',
  kind,
  namespace,
  name,
});

function ruleOf({ service: { namespace, name } }: Made) {
  return {
    object: {
      ...objectOf('DestinationRule', namespace, name),
      apiVersion: 'networking.istio.io/v1',
    },
    createdAt: OBSERVED_AT,
    host: `${name}.${namespace}.svc.cluster.local`,
    trafficPolicy: { tlsMode: 'ISTIO_MUTUAL' as const, ports: [] },
    subsets: [],
  };
}

function policiesOf(namespaces: readonly string[], items: readonly Made[]) {
  const guarded = namespaces
    .filter((_, index) => index % 10 === 0)
    .map(namespace => ({ namespace, name: 'all', scope: {} }));
  const chosen = namespaces
    .filter((_, index) => index % 10 === 5)
    .flatMap(namespace =>
      items
        .filter(({ service }) => service.namespace === namespace)
        .slice(0, 1)
        .map(({ service: { name } }) => ({
          namespace,
          name,
          scope: { selector: { app: name } },
        })),
    );
  const all = [...guarded, ...chosen];
  return {
    peerAuthentications: observed(
      all.map(({ namespace, name, scope }) => ({
        object: objectOf('PeerAuthentication', namespace, name),
        createdAt: OBSERVED_AT,
        ...scope,
        mode: 'STRICT' as const,
        portModes: {},
      })),
      OBSERVED_AT,
    ),
    requestAuthentications: observed([], OBSERVED_AT),
    authorizationPolicies: observed(
      all.map(({ namespace, name, scope }) => ({
        object: objectOf('AuthorizationPolicy', namespace, name),
        createdAt: OBSERVED_AT,
        ...scope,
        action: 'ALLOW' as const,
        targetRefs: [],
        rules: [
          { from: [{ namespaces: [namespace] }], to: [], when: [] },
          { from: [], to: [{ paths: ['/healthz'] }], when: [] },
        ],
        dryRun: false,
      })),
      OBSERVED_AT,
    ),
  };
}
