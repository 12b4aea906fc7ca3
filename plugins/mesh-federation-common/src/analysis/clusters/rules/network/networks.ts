import { finding } from '../../../../findings/registry';
import {
  type ClusterState,
  SYSTEM_NAMESPACE,
  NETWORK_LABEL,
} from '../../../../model';
import { relatedPairs, type Rule } from '../Rule';

/**
 * MF4004, MF4005, MF4006: the network label, what the injector gives, and names that two clusters
 * share.
 */
export const networks: Rule = input => [
  ...input.states
    .filter(state => isRelated(input, state))
    .flatMap(({ cluster, network, controlPlanes }) => {
      if (network.status === 'unknown') {
        return [];
      }
      const { label } = network.value;
      const evidence = [
        {
          cluster,
          object: SYSTEM_NAMESPACE,
          field: `label ${NETWORK_LABEL}`,
          value: label,
          at: network.at,
        },
      ];
      if (label === '') {
        return [
          finding('MF4004', {
            cluster,
            message: `Namespace istio-system of ${cluster} has no network label.`,
            params: { federation: input.federationOf(cluster) },
            evidence,
          }),
        ];
      }
      const planes =
        controlPlanes.status === 'observed' ? controlPlanes.value : [];
      return planes
        .filter(
          ({ injectedNetwork }) =>
            injectedNetwork !== undefined && injectedNetwork !== label,
        )
        .map(({ revision, injectedNetwork }) =>
          finding('MF4005', {
            cluster,
            message: `Revision ${revision} of ${cluster} gives new proxies ${
              injectedNetwork === ''
                ? 'no network'
                : `network "${injectedNetwork}"`
            }, but the label says "${label}".`,
            params: { network: label },
            evidence,
          }),
        );
    }),
  ...relatedPairs(input).flatMap(([a, b]) =>
    a.network.status === 'observed' &&
    b.network.status === 'observed' &&
    a.network.value.label !== '' &&
    a.network.value.label === b.network.value.label
      ? [
          finding('MF4006', {
            cluster: a.cluster,
            peer: b.cluster,
            message: `${a.cluster} and ${b.cluster} are both on network "${a.network.value.label}".`,
            evidence: [a, b].map(({ cluster, network }) => ({
              cluster,
              field: 'label topology.istio.io/network',
              at: network.at,
            })),
          }),
        ]
      : [],
  ),
];

function isRelated(
  input: Parameters<Rule>[0],
  { cluster }: ClusterState,
): boolean {
  return input.states.some(
    other => other.cluster !== cluster && input.related(cluster, other.cluster),
  );
}
