import {
  observed,
  type ClusterState,
  type Observed,
  type Pod,
} from '../../../model';
import { aNamespace, type MeshStates } from '@mesh-federation/fixtures';
import type { Subject } from './MeshChange';
import { optional } from '../../../model/basics/optional';

/**
 * `orders` and its clones, and the Services of which each is as good as any as long as nothing is
 * said of one of them.
 */
export const ALIKE: readonly Subject[] = [
  ['shop', 'orders'],
  ['shop', 'orders-b'],
  ['depot', 'orders-c'],
  ['depot', 'orders-d'],
  ['yard', 'orders-e'],
].map(([namespace, service]) => ({
  namespace: namespace!,
  service: service!,
  server: service!,
  client: 'client',
}));

const [ORIGINAL, ...CLONES] = ALIKE as readonly [Subject, ...Subject[]];

/**
 * Adds the clones wherever `orders` is: the same Service, slices, Pods and DestinationRules, with
 * other names and addresses.
 */
export function withClones(states: MeshStates): MeshStates {
  return states.map(state =>
    CLONES.reduce((current, clone, number) => {
      const pods = clonedPods(state, clone, number + 1);
      return {
        ...current,
        services: adding(current.services, clonedServices(state, clone)),
        pods: adding(current.pods, [...pods.values()]),
        endpointSlices: adding(
          current.endpointSlices,
          clonedSlices(state, clone, pods),
        ),
        namespaces: adding(
          current.namespaces,
          clonedNamespaces(state, current, clone),
        ),
        configuration: {
          ...current.configuration,
          destinationRules: adding(
            current.configuration.destinationRules,
            clonedRules(state, clone),
          ),
        },
      };
    }, state),
  );
}

function adding<T>(
  list: Observed<readonly T[]>,
  more: readonly T[],
): Observed<readonly T[]> {
  return list.status === 'observed' && more.length > 0
    ? observed([...list.value, ...more], list.at)
    : list;
}

function itemsOf<T>(list: Observed<readonly T[]>): readonly T[] {
  return list.status === 'observed' ? list.value : [];
}

function clonedServices(
  { services }: ClusterState,
  { namespace, service }: Subject,
) {
  return itemsOf(services)
    .filter(
      item =>
        item.namespace === ORIGINAL.namespace && item.name === ORIGINAL.service,
    )
    .map(item => ({
      ...item,
      namespace,
      name: service,
      labels: { ...item.labels, app: service },
      ...optional({ selector: item.selector ? { app: service } : undefined }),
    }));
}

/** By the names of the original ones. */
function clonedPods(
  { pods }: ClusterState,
  { namespace, server }: Subject,
  number: number,
): ReadonlyMap<string, Pod> {
  return new Map(
    itemsOf(pods)
      .filter(
        item =>
          item.namespace === ORIGINAL.namespace &&
          item.workload.name === ORIGINAL.server,
      )
      .map(item => [
        item.name,
        {
          ...item,
          namespace,
          name: `${item.name}-${server}`,
          labels: { ...item.labels, app: server },
          serviceAccount: server,
          ips: item.ips.map(ip => addressOf(ip, number)),
          workload: { ...item.workload, name: server },
        },
      ]),
  );
}

function clonedSlices(
  { endpointSlices }: ClusterState,
  { namespace, service }: Subject,
  pods: ReadonlyMap<string, Pod>,
) {
  const number = ALIKE.findIndex(item => item.service === service);
  return itemsOf(endpointSlices)
    .filter(
      item =>
        item.namespace === ORIGINAL.namespace &&
        item.service === ORIGINAL.service,
    )
    .map(item => ({
      ...item,
      namespace,
      service,
      endpoints: item.endpoints.map(endpoint => ({
        ...endpoint,
        address: addressOf(endpoint.address, number),
        ...optional({
          pod: endpoint.pod
            ? pods.get(endpoint.pod)?.name ?? endpoint.pod
            : undefined,
        }),
      })),
    }));
}

/** In the order of the original ones. */
function addressOf(address: string, number: number): string {
  return address.replace(/^10\.(\d+)\.(\d+)\./, `10.$1.${number}$2.`);
}

function clonedNamespaces(
  original: ClusterState,
  { namespaces }: ClusterState,
  { namespace }: Subject,
) {
  const like = itemsOf(original.namespaces).find(
    ({ name }) => name === ORIGINAL.namespace,
  );
  return like === undefined ||
    itemsOf(namespaces).some(({ name }) => name === namespace)
    ? []
    : [
        aNamespace(namespace, {
          ...like.labels,
          'kubernetes.io/metadata.name': namespace,
        }),
      ];
}

function clonedRules(
  { configuration }: ClusterState,
  { namespace, service }: Subject,
) {
  const host = ({ namespace: ns, service: name }: Subject) =>
    `${name}.${ns}.svc.cluster.local`;
  return itemsOf(configuration.destinationRules)
    .filter(
      item =>
        item.object.namespace === ORIGINAL.namespace &&
        item.host === host(ORIGINAL),
    )
    .map(item => ({
      ...item,
      object: {
        ...item.object,
        namespace,
        name: `${item.object.name}-${service}`,
      },
      host: `${service}.${namespace}.svc.cluster.local`,
    }));
}
