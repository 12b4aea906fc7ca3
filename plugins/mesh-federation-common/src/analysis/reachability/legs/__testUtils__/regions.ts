import {
  aMeshOfServices,
  aPod,
  OBSERVED_AT,
  withConfiguration,
  withMorePods,
  withPods,
  withState,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { observed, type DestinationRule } from '../../../../model';
import { aDestinationRule } from './policyCases';

/** A Node in a zone `a` of a region. */
export const aNode = (name: string, region: string) => ({
  name,
  labels: {
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': `${region}-a`,
  },
});

/** Each cluster has one Node, on which all its Pods run, in a region of its own. */
export function withRegions(
  regions: Readonly<Record<string, string>>,
  states: MeshStates = aMeshOfServices(),
): MeshStates {
  return Object.entries(regions).reduce(
    (all, [cluster, region]) =>
      withState(
        ['orders', 'client'].reduce(
          (some, app) =>
            withPods(some, cluster, app, pod => ({
              ...pod,
              node: `node-${cluster}`,
            })),
          all,
        ),
        cluster,
        { nodes: observed([aNode(`node-${cluster}`, region)], OBSERVED_AT) },
      ),
    states,
  );
}

export const TWO_REGIONS = { east: 'us-east', west: 'us-west' };

/** East has a DestinationRule for `orders` with this policy. */
export const withBalancing = (
  policy: Omit<NonNullable<DestinationRule['trafficPolicy']>, 'ports'>,
  states: MeshStates = withRegions(TWO_REGIONS),
): MeshStates =>
  withConfiguration(states, 'east', {
    destinationRules: [
      aDestinationRule(undefined, { trafficPolicy: { ...policy, ports: [] } }),
    ],
  });

/** Workload `client` of east has another Pod, on a Node in the region of west. */
export function withTraveller(states: MeshStates): MeshStates {
  const more = withMorePods(states, 'east', [
    aPod('client', 'east', {
      name: 'client-far',
      node: 'node-far',
      ips: ['10.1.0.99'],
    }),
  ]);
  return withState(more, 'east', ({ nodes }) => ({
    nodes:
      nodes.status === 'observed'
        ? observed([...nodes.value, aNode('node-far', 'us-west')], OBSERVED_AT)
        : nodes,
  }));
}

/** No endpoint of `orders` in the cluster is ready. */
export const withUnready = (states: MeshStates, cluster: string): MeshStates =>
  withState(states, cluster, ({ endpointSlices }) => ({
    endpointSlices:
      endpointSlices.status === 'observed'
        ? observed(
            endpointSlices.value.map(slice => ({
              ...slice,
              endpoints: slice.endpoints.map(item => ({
                ...item,
                ready: item.ready && slice.service !== 'orders',
              })),
            })),
            OBSERVED_AT,
          )
        : endpointSlices,
  }));
