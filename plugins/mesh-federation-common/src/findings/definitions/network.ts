import type { FindingDefinition } from './FindingDefinition';

/** MF4xxx: networks and east-west gateways. */
export const NETWORK_FINDINGS = {
  MF4001: {
    title: 'No east-west gateway',
    severity: 'error',
    meaning:
      'The network of a member has no east-west gateway, so that proxies of other networks are given the raw pod IPs, which they cannot reach.',
    fix: 'Plan a join of {federation}: it makes an east-west gateway.',
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
    fix: 'Plan a join of {federation}: it sets the label.',
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
  MF4007: {
    title: 'East-west gateway without its port',
    severity: 'error',
    meaning:
      'The Service of an east-west gateway does not have the port for sidecar traffic (15443, or what label networking.istio.io/gatewayPort of the Service says; of a Gateway of the Gateway API, the label of the Service that istiod made for it counts). istiod ignores such a gateway and gives out raw pod addresses. A gateway of the ambient data plane has only the port of HBONE, which sidecars do not use.',
    fix: 'Add port {port} to {object} in {cluster}.',
  },
  MF4008: {
    title: 'East-west gateway of another network',
    severity: 'error',
    meaning:
      'The gateway is labelled for another network than the endpoints of its cluster, so that the endpoints have none and clients are given raw pod addresses.',
    fix: 'Set label topology.istio.io/network of {object} in {cluster} to "{network}".',
  },
  MF4009: {
    title: 'East-west gateway passes no mutual TLS through',
    severity: 'error',
    meaning:
      'No server of the gateway is of mode AUTO_PASSTHROUGH on the port to which clients are sent. Connections are refused or reset.',
    fix: 'Give {object} in {cluster} a server of mode AUTO_PASSTHROUGH on port {port}.',
  },
  MF4010: {
    title: 'East-west gateway does not let the host in',
    severity: 'error',
    meaning:
      'The hosts of the gateway do not cover the Service. The gateway resets connections for names that it does not know.',
    fix: 'Add a host that covers {host} to {object} in {cluster}.',
  },
  MF4011: {
    title: 'East-west gateway is not ready',
    severity: 'error',
    meaning:
      'The gateway has an address, so that clients are sent there, but it is not programmed or none of its Pods is ready. Connections are refused.',
    fix: 'Look at the conditions and the Pods of {object} in {cluster}.',
  },
  MF4012: {
    title: 'Client without sidecar',
    severity: 'error',
    meaning:
      'Only a sidecar knows the endpoints of other clusters. Without one a request goes to the endpoints that Kubernetes knows, which are those of its own cluster.',
    fix: 'Turn on sidecar injection for namespace {namespace} in {cluster} and restart the workload.',
  },
  MF4013: {
    title: 'Protocol that does not leave the cluster',
    severity: 'error',
    meaning:
      'Istio carries TCP. UDP and SCTP pass by the sidecar, to endpoints of the own cluster alone.',
    fix: 'Offer {object} of {cluster} over TCP, or run it in every cluster that needs it.',
  },
  MF4014: {
    title: 'Headless Service across networks',
    severity: 'error',
    meaning:
      'The name of a headless Service leads to addresses of Pods, and the sidecar connects to the very address. Istio hands out no addresses of other networks and does not put a gateway in their place.',
    fix: 'Give clients a Service with a cluster IP in front of the Pods of {object} in {cluster}.',
  },
  MF4015: {
    title: 'Service is another name',
    severity: 'error',
    meaning:
      'A Service of type ExternalName has no endpoints. It is not offered to other clusters, and gateways do not pass it through.',
    fix: 'Call {target} in place of {object} in {cluster}.',
  },
  MF4016: {
    title: 'East-west gateway of another IP family',
    severity: 'error',
    meaning:
      'The client has addresses of one IP family, the gateway of the other. istiod leaves such a gateway out.',
    fix: 'Give {object} in {cluster} an {family} address.',
  },
  MF4017: {
    title: 'Proxies without a network',
    severity: 'error',
    meaning:
      'Sidecars that were injected without ISTIO_META_NETWORK count as neighbors of every network for Istio before 1.30, which gives them raw pod addresses in place of the gateway.',
    fix: 'Set global.network to "{network}" at the installation of Istio in {cluster} and restart the workloads, or move to Istio 1.30.',
  },
  MF4018: {
    title: 'Network label against the proxies',
    severity: 'error',
    meaning:
      'The label names another network than the one on which the proxies behind it run, so that clients take the endpoints for neighbors or go through the gateway of a foreign network.',
    fix: 'Set label topology.istio.io/network of {object} in {cluster} to "{network}", or restart the workloads with the new network.',
  },
  MF4019: {
    title: 'One network with the same addresses twice',
    severity: 'error',
    meaning:
      'Istio takes two clusters for one network, but Pods of both have the same addresses. A request to such an address stays in the own cluster or gets lost.',
    fix: 'Give {cluster} another network than {peer} with the label of {object} and with global.network, restart the workloads, and plan a join for the east-west gateway.',
  },
  MF4020: {
    title: 'meshNetworks names a wrong port',
    severity: 'error',
    meaning:
      'The address that meshNetworks lists is that of a known east-west gateway, the port is not.',
    fix: 'Set the port of {address} in key meshNetworks of {object} in {cluster} to {port}.',
  },
  MF4021: {
    title: 'Gateway does not know the endpoints behind it',
    severity: 'error',
    meaning:
      'Requests enter a network through the gateway of another of its clusters. Its istiod has to read the cluster of the endpoints, or the gateway has nowhere to send them.',
    fix: 'Plan a join of {federation}, or give {peer} an east-west gateway of its own.',
  },
  MF4022: {
    title: 'East-west gateway in a namespace that istiod leaves out',
    severity: 'error',
    meaning:
      'The discoverySelectors hold for every cluster that an istiod reads. A gateway in a namespace that they do not select is unknown to it, so that it gives out raw pod addresses.',
    fix: 'Give namespace {namespace} of {cluster} a label that discoverySelectors of {peer} select, or move {object}.',
  },
  MF4023: {
    title: 'Headless Service with another target port',
    severity: 'error',
    meaning:
      'The name of a headless Service leads to the addresses of its Pods, and sidecars connect to the very address and port that the client chose. Nobody translates the port of the Service into the target port.',
    fix: 'Give {object} in {cluster} port {target}, on which its Pods listen, and let clients call that one; or let the Pods listen on {port}; or take away clusterIP None.',
  },
  MF4024: {
    title: 'Pods on a network without a gateway',
    severity: 'error',
    meaning:
      'The Pods have a label topology.istio.io/network of their own, which goes before that of the namespace of the control plane. No east-west gateway of that network is known, so that clients are given the addresses of the Pods, which they do not reach.',
    fix: 'Take label topology.istio.io/network away from the Pods of {object} in {cluster}, or give network "{network}" an east-west gateway.',
  },
  MF4025: {
    title: 'Address that nothing shows to be a gateway',
    severity: 'warning',
    meaning:
      'istiod spreads requests over all addresses of a gateway. Beside those of load balancers and Nodes there is one that somebody wrote down, in externalIPs of the Service, in addresses of the Gateway, or in meshNetworks. When it leads nowhere, that share of the requests is lost.',
    fix: 'Take {address} out of {object} in {cluster} unless it leads to the gateway.',
  },
  MF4026: {
    title: 'NetworkPolicy shuts the server off',
    severity: 'error',
    meaning:
      "A Pod that a NetworkPolicy selects takes only what one of its policies lets in. Requests of other networks come to it from the Pods of the east-west gateway, those of its own cluster from the client's Pod.",
    fix: 'Let the packets in by a further NetworkPolicy in {cluster}, beside {object}.',
  },
  MF4027: {
    title: 'NetworkPolicy keeps the client back',
    severity: 'error',
    meaning:
      'A Pod that a NetworkPolicy for egress selects connects only to what one of its policies lets through. The east-west gateway of another cluster is an address outside of its own, which selectors of Pods and namespaces never mean.',
    fix: 'Let the packets out by a further NetworkPolicy in {cluster}, beside {object}.',
  },
  MF4028: {
    title: 'NetworkPolicy shuts the east-west gateway off',
    severity: 'error',
    meaning:
      'Requests of other clusters come to the Pods of the gateway from outside, so that rules which name Pods and namespaces do not let them in; and from there they go on to the Pods of the server.',
    fix: 'Let the packets through by a further NetworkPolicy in {cluster}, beside {object}.',
  },
} as const satisfies Record<`MF4${number}`, FindingDefinition>;
