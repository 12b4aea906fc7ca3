import type { ClusterState } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { common, testUtils } from './commonPackage.ts';

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
} = testUtils;

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

/**
 * The states of a mesh in which every cluster trusts and reads every other one, one after the other, so that not all of them have to be
 * in memory. One namespace in ten has a PeerAuthentication and an AuthorizationPolicy, one Service in ten a DestinationRule.
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

function withServices(
  state: ClusterState,
  number: number,
  { services, spread }: MeshSize,
): ClusterState {
  const at = OBSERVED_AT;
  const { cluster } = state;
  const group = number - (number % spread);
  const items = Array.from({ length: services }, (_, service) => {
    const namespace = `team-${group}-${service % NAMESPACES}`;
    const name = `service-${service}`;
    const pod = aPod(name, cluster, {
      namespace,
      name: `${name}-6d5f7c9b8d-x2x7q`,
      ips: [`10.${number % 250}.${Math.floor(service / 250)}.${service % 250}`],
    });
    return {
      pod,
      service: aService(name, {
        namespace,
        labels: {
          app: name,
          'backstage.io/kubernetes-id': name,
          'app.kubernetes.io/part-of': namespace,
        },
      }),
      slice: anEndpointSlice(name, [pod], { namespace }),
    };
  });
  const namespaces = Array.from(
    { length: NAMESPACES },
    (_, team) => `team-${group}-${team}`,
  );
  const object = (kind: string, namespace: string, name: string) => ({
    apiVersion: 'security.istio.io/v1',
    kind,
    namespace,
    name,
  });
  const guarded = namespaces.filter((_, index) => index % 10 === 0);
  return {
    ...state,
    services: observed(
      items.map(({ service }) => service),
      at,
    ),
    endpointSlices: observed(
      items.map(({ slice }) => slice),
      at,
    ),
    pods: observed(
      items.map(({ pod }) => pod),
      at,
    ),
    namespaces: observed(
      [...namespaces.map(name => aNamespace(name)), aSystemNamespace(cluster)],
      at,
    ),
    gateways: observed(
      [aGateway(cluster, { addresses: [`192.0.2.${(number % 250) + 1}`] })],
      at,
    ),
    configuration: {
      ...state.configuration,
      peerAuthentications: observed(
        guarded.map(namespace => ({
          object: object('PeerAuthentication', namespace, 'default'),
          createdAt: at,
          mode: 'STRICT' as const,
          portModes: {},
        })),
        at,
      ),
      authorizationPolicies: observed(
        guarded.map(namespace => ({
          object: object('AuthorizationPolicy', namespace, 'callers'),
          createdAt: at,
          action: 'ALLOW' as const,
          targetRefs: [],
          rules: [
            { from: [{ namespaces: [namespace] }], to: [], when: [] },
            { from: [], to: [{ paths: ['/healthz'] }], when: [] },
          ],
          dryRun: false,
        })),
        at,
      ),
      destinationRules: observed(
        items
          .filter((_, index) => index % 10 === 0)
          .map(({ service: { namespace, name } }) => ({
            object: {
              ...object('DestinationRule', namespace, name),
              apiVersion: 'networking.istio.io/v1',
            },
            createdAt: at,
            host: `${name}.${namespace}.svc.cluster.local`,
            trafficPolicy: { tlsMode: 'ISTIO_MUTUAL' as const, ports: [] },
            subsets: [],
          })),
        at,
      ),
    },
  };
}
