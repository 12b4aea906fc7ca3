import { finding } from '../../../../findings/registry';
import {
  NETWORK_LABEL,
  type Evidence,
  type Finding,
  type Pod,
} from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import {
  podRef,
  SYSTEM_NAMESPACE,
  workloadRef,
} from '../../../../model/objectRef';
import type { NetworkPath } from '../../networks/networkPaths';
import { podLabelRemedy } from '../../parts/workloadRemedies';
import type { LegInput } from '../../question/Leg';

/**
 * What says which network the endpoints of a way are on: the label of a Pod of theirs, which goes
 * before that of the control plane's namespace. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/controller.go Network.
 */
export function networkEvidence(
  { provider }: LegInput,
  way: Pick<NetworkPath, 'endpoints' | 'to'>,
): Evidence {
  const { network, pods } = provider.state;
  const pod = podWithNetwork(way);
  const field = `label ${NETWORK_LABEL}`;
  // The injector gives Pods the label of the namespace.
  const isInjected =
    network.status === 'observed' && network.value.label === way.to;
  return pod === undefined || isInjected
    ? {
        cluster: provider.cluster,
        object: SYSTEM_NAMESPACE,
        field,
        ...optional({
          value:
            network.status === 'observed'
              ? network.value.label || 'not set'
              : undefined,
        }),
        at: network.at,
      }
    : {
        cluster: provider.cluster,
        object: podRef(pod),
        field,
        value: way.to,
        at: pods.at,
      };
}

/**
 * MF4024: Pods say themselves that they are on a network to which no usable gateway leads; absent
 * where the label of the control plane's namespace says so.
 */
export function labelledPods(
  input: LegInput,
  way: NetworkPath,
): Finding | undefined {
  const { provider, client } = input;
  const { network } = provider.state;
  const pod = podWithNetwork(way);
  if (
    pod === undefined ||
    (network.status === 'observed' && network.value.label === way.to)
  ) {
    return undefined;
  }
  const object = workloadRef(pod);
  return finding('MF4024', {
    cluster: provider.cluster,
    peer: client.cluster,
    object,
    params: { network: way.to },
    message: `The Pods of ${object.kind} ${object.namespace}/${object.name} in ${provider.cluster} say by a label of their own that they are on network "${way.to}", and ${client.cluster} knows no east-west gateway of it.`,
    ...optional({
      remedy: podLabelRemedy(provider.cluster, pod, NETWORK_LABEL),
    }),
    evidence: [
      networkEvidence(input, way),
      {
        cluster: provider.cluster,
        object: SYSTEM_NAMESPACE,
        field: `label ${NETWORK_LABEL}`,
        ...optional({
          value:
            network.status === 'observed'
              ? network.value.label || 'not set'
              : undefined,
        }),
        at: network.at,
      },
    ],
  });
}

function podWithNetwork({
  endpoints,
  to,
}: Pick<NetworkPath, 'endpoints' | 'to'>): Pod | undefined {
  return endpoints.find(
    ({ pod }) => to !== '' && pod?.labels[NETWORK_LABEL] === to,
  )?.pod;
}
