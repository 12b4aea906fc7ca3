import {
  unknown,
  type ClusterName,
  type ClusterState,
  type UnknownReason,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ApiServerAddress } from '../../kubernetes/ClusterInventory';

/** The state of a cluster of which nothing is known, for one reason. `at` is an ISO 8601 time. */
export function unobservedState(input: {
  readonly cluster: ClusterName;
  readonly at: string;
  readonly reason: UnknownReason;
  readonly apiServer?: ApiServerAddress;
}): ClusterState {
  const nothing = unknown<never>(input.reason, input.at);
  return {
    cluster: input.cluster,
    at: input.at,
    uid: nothing,
    kubernetesVersion: nothing,
    apiServer: { ...input.apiServer, caPem: nothing, caFingerprints: [] },
    access: nothing,
    controlPlanes: nothing,
    trustStore: nothing,
    remoteSecrets: nothing,
    network: nothing,
    gateways: nothing,
    unlabelledGateways: nothing,
    gatewayApi: nothing,
    reader: nothing,
    workloads: nothing,
    proxyRoots: nothing,
    services: nothing,
    endpointSlices: nothing,
    pods: nothing,
    nodes: nothing,
    namespaces: nothing,
    networkPolicies: nothing,
    networkPlugins: nothing,
    configuration: {
      peerAuthentications: nothing,
      requestAuthentications: nothing,
      authorizationPolicies: nothing,
      destinationRules: nothing,
      sidecars: nothing,
      virtualServices: nothing,
      serviceEntries: nothing,
      workloadEntries: nothing,
      proxyConfigs: nothing,
      proxyExtensions: nothing,
    },
    ambient: nothing,
  };
}
