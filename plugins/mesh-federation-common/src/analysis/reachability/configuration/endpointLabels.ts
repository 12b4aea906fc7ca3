import type { LegInput, ProviderEndpoint } from '../question/Leg';
import { registeredId } from '../lookup/topology/registeredId';
import { CLUSTER_LABEL, withNetwork } from '../lookup/topology/topologyLabels';

/**
 * The labels of an endpoint as the client's istiod has them: those of its Pod or WorkloadEntry, and
 * the cluster and the network that istiod knows it by. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/endpoint_builder.go NewEndpointBuilder.
 */
export function endpointLabels(
  { client, provider }: Pick<LegInput, 'client' | 'provider'>,
  { labels, network }: ProviderEndpoint,
): Readonly<Record<string, string>> {
  return withNetwork(
    { ...labels, [CLUSTER_LABEL]: registeredId(client, provider) },
    network,
  );
}
