import type { FindingDefinition } from '../FindingDefinition';

/** MF4xxx: networks and east-west gateways. */
export const NETWORK_FINDINGS = {
  MF4001: {
    title: 'No east-west gateway',
    severity: 'error',
    meaning:
      'The network of a member has no east-west gateway, so that proxies of other networks are given the raw pod IPs, which they cannot reach.',
    fix: 'Plan a join of the federation of {cluster}: it makes an east-west gateway.',
  },
  MF4002: {
    title: 'East-west gateway without address',
    severity: 'error',
    meaning:
      'The gateway has no address of a load balancer. Without one istiod does not use it and gives out raw pod IPs.',
    fix: 'Check why {object} in {cluster} gets no load balancer address, for example with the events of its Service.',
  },
  MF4003: {
    title: 'Gateway API missing',
    severity: 'error',
    meaning:
      'The custom resources of the Gateway API are not installed, so that no east-west gateway can be made.',
    fix: 'Install the standard channel of the Gateway API in {cluster}, or install an east-west gateway with the Helm chart of Istio.',
  },
  MF4004: {
    title: 'Network label missing',
    severity: 'warning',
    meaning:
      'Namespace istio-system has no label topology.istio.io/network, so that other clusters take the pods for reachable without a gateway.',
    fix: 'Plan a join of the federation of {cluster}: it sets the label.',
  },
  MF4005: {
    title: 'Injected network differs',
    severity: 'warning',
    meaning:
      'The network that the injector gives to new proxies is empty or not that of the label of istio-system. Istio before 1.30 takes proxies with an empty network for neighbors of everybody.',
    fix: 'Set global.network to "{network}" at the installation of Istio in {cluster} and restart the workloads.',
  },
  MF4006: {
    title: 'Two clusters have the same network',
    severity: 'info',
    meaning:
      'Both clusters carry the same network name, so that Istio sends traffic straight to the pod IPs of the other and uses no gateway. That is right only if pods reach each other directly.',
    fix: 'If pods of {cluster} and {peer} cannot reach each other directly, give one of the clusters another network.',
  },
} as const satisfies Record<`MF4${number}`, FindingDefinition>;
