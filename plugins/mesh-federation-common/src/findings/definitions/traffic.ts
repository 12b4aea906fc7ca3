import type { FindingDefinition } from './FindingDefinition';

/** MF61xx: traffic. */
export const TRAFFIC_FINDINGS = {
  MF6101: {
    title: 'No endpoints',
    severity: 'error',
    meaning:
      'The Service has no endpoint in the cluster: its selector matches no running Pod, or there is no selector and nobody writes EndpointSlices.',
    fix: 'Run a workload with the labels that {object} in {cluster} selects, or change its selector.',
  },
  MF6102: {
    title: 'No endpoint is ready',
    severity: 'error',
    meaning:
      'The Service has endpoints in the cluster, but no Pod of them is ready. Istio sends no requests there.',
    fix: 'Find out why the Pods of {object} in {cluster} do not become ready, for example by their readiness probes and events.',
  },
  MF6103: {
    title: 'Service is cluster-local',
    severity: 'error',
    meaning:
      "The mesh config of the client's cluster says that clients use only endpoints of their own cluster. By default that holds for namespace kube-system, for kubernetes.default and for istiod.",
    fix: 'Set clusterLocal to false for {host} in serviceSettings of {object} in {cluster}.',
  },
  MF6104: {
    title: 'Requests stay on their node',
    severity: 'error',
    meaning:
      "The Service has internalTrafficPolicy Local in the client's cluster, so that only endpoints on the client's own node are used.",
    fix: 'Set internalTrafficPolicy of {object} in {cluster} to Cluster.',
  },
  MF6105: {
    title: 'Sidecar hides the Service',
    severity: 'error',
    meaning:
      "The egress hosts of a Sidecar leave out the Service, so that the client's proxy has no route to it. Requests go, if at all, unencrypted to where the node sends them, never to another cluster.",
    fix: 'Add host "{entry}" to the egress of {object} in {cluster}.',
  },
  MF6106: {
    title: 'Outbound port bypasses the sidecar',
    severity: 'error',
    meaning:
      "An annotation keeps requests to this port from the client's sidecar. They go unencrypted to endpoints of the client's own cluster alone.",
    fix: 'Take port {port} out of annotation traffic.sidecar.istio.io/excludeOutboundPorts of {object} in {cluster} and restart the workload.',
  },
  MF6107: {
    title: 'DestinationRule turns mutual TLS off',
    severity: 'error',
    meaning:
      "A DestinationRule in the client's cluster has TLS mode DISABLE for the host. An east-west gateway passes nothing but mutual TLS, so that istiod leaves out all endpoints behind one.",
    fix: 'Set {field} of {object} in {cluster} to ISTIO_MUTUAL, or remove it.',
  },
  MF6108: {
    title: 'DestinationRule has TLS of its own',
    severity: 'error',
    meaning:
      "A DestinationRule in the client's cluster has TLS mode SIMPLE or MUTUAL for the host. That is not the mutual TLS of the mesh: across networks such endpoints are left out, and a server that speaks HTTP does not understand it.",
    fix: 'Set {field} of {object} in {cluster} to ISTIO_MUTUAL, or remove it.',
  },
  MF6109: {
    title: 'DestinationRule demands mutual TLS of a server without a sidecar',
    severity: 'error',
    meaning:
      'TLS mode ISTIO_MUTUAL makes the client speak mutual TLS even to a Pod that has no sidecar to take it.',
    fix: 'Give the server a sidecar, or remove {field} of {object} in {cluster}: without it Istio finds out by itself what the server takes.',
  },
  MF6110: {
    title: 'Automatic mutual TLS is off',
    severity: 'error',
    meaning:
      "The mesh config of the client's cluster has enableAutoMtls false and no DestinationRule asks for mutual TLS. Requests leave as plaintext, which no east-west gateway passes.",
    fix: 'Set enableAutoMtls to true in {object} of {cluster}, or add a DestinationRule with TLS mode ISTIO_MUTUAL for {host}.',
  },
  MF6111: {
    title: 'Subset is not defined',
    severity: 'error',
    meaning:
      "A VirtualService sends requests to a subset of the host that no DestinationRule of the client's cluster defines. The client's proxy answers 503.",
    fix: 'Define subset {subset} in a DestinationRule for {host} in {cluster}, or take it out of {object}.',
  },
  MF6112: {
    title: 'Subset has no endpoint',
    severity: 'error',
    meaning:
      'The labels of the subset match no Pod behind the Service in the cluster of the server.',
    fix: 'Give Pods in {peer} the labels {labels}, or change subset {subset} of {object} in {cluster}.',
  },
  MF6113: {
    title: 'Gateway does not know the subset',
    severity: 'error',
    meaning:
      'Across networks the name of the subset is part of the SNI. The east-west gateway knows only subsets that a DestinationRule of its own cluster defines, and closes other connections.',
    fix: 'Define subset {subset} for {host} in {peer} as {object} of {cluster} does.',
  },
  MF6114: {
    title: 'Server has another identity than demanded',
    severity: 'error',
    meaning:
      "A DestinationRule of the client's cluster lists subjectAltNames, and the identity of the server's Pods is not among them. The client refuses their certificates.",
    fix: 'Add "{identity}" to subjectAltNames of {object} in {cluster}, or remove the list: Istio knows the identities of the endpoints.',
  },
  MF6115: {
    title: 'VirtualService aborts the requests',
    severity: 'error',
    meaning:
      "A fault of the VirtualService answers every request in the client's proxy with an error.",
    fix: 'Remove fault.abort from {object} in {cluster}.',
  },
  MF6116: {
    title: 'VirtualService answers in place of the Service',
    severity: 'error',
    meaning:
      "The route is a redirect or a direct response: the client's proxy answers by itself.",
    fix: 'Give {object} in {cluster} a route to {host}.',
  },
  MF6117: {
    title: 'VirtualService sends requests elsewhere',
    severity: 'error',
    meaning:
      'Every request to the host goes to another destination, so that no endpoint of the Service answers.',
    fix: 'Give {object} in {cluster} a route to {host}.',
  },
  MF6118: {
    title: 'VirtualService delays requests',
    severity: 'info',
    meaning:
      'A fault of the VirtualService holds requests back. They arrive late, or not before their deadline.',
    fix: 'Remove fault.delay from {object} in {cluster} when the test is over.',
  },
  MF6119: {
    title: 'Gateway is told not to speak mutual TLS',
    severity: 'error',
    meaning:
      'A DestinationRule in the cluster of the server, which its east-west gateway uses as well, has a TLS mode other than ISTIO_MUTUAL for the host. The gateway leaves out all endpoints.',
    fix: 'Set {field} of {object} in {cluster} to ISTIO_MUTUAL, or do not export it to the namespace of the gateway.',
  },
  MF6120: {
    title: 'Routes for some requests alone',
    severity: 'warning',
    meaning:
      "Every route of the VirtualService has a match. The client's proxy answers all other requests with 404.",
    fix: 'Add a route without a match to {object} in {cluster}, if other requests are to arrive.',
  },
  MF6121: {
    title: 'ServiceEntry adds endpoints to the Service',
    severity: 'warning',
    meaning:
      "A ServiceEntry in the Service's namespace names its host. istiod adds the endpoints of the one to those of the other, so that some requests go to those of the ServiceEntry.",
    fix: 'Take {host} out of {object} in {cluster}, if all requests are to reach the Service.',
  },
  MF6122: {
    title: 'DestinationRule sets another server name',
    severity: 'error',
    meaning:
      "East-west gateways find the endpoints by the server name that istiod makes of host, port and subset. With a name of the rule's own they close the connection; inside one network nobody looks at it.",
    fix: 'Remove {field} from {object} in {cluster}.',
  },
  MF6123: {
    title: 'DestinationRule passes requests through',
    severity: 'error',
    meaning:
      "With load balancer PASSTHROUGH a proxy sends requests to the very address that was asked for: that of the Service in the client's own cluster, and in an east-west gateway its own.",
    fix: 'Remove {field} from {object} in {cluster}, or choose another load balancer.',
  },
  MF6124: {
    title: 'DestinationRule adds a PROXY header',
    severity: 'error',
    meaning:
      'The header goes before the TLS handshake or the request. Sidecars and east-west gateways do not expect one.',
    fix: 'Remove {field} from {object} in {cluster}.',
  },
  MF6125: {
    title: 'VirtualService sends requests to a port that is not there',
    severity: 'error',
    meaning:
      "A route names another port of the Service. The client's proxy finds endpoints by the name that this port has in its own cluster, and an east-west gateway finds the Service by the number.",
    fix: 'Give port {port} of {host} the same name in {cluster} and {peer}, or take it out of {object}.',
  },
  MF6126: {
    title: 'VirtualService waits too short',
    severity: 'error',
    meaning:
      "The route has a time limit that is shorter than the way to an endpoint and back: the client's proxy answers 504.",
    fix: 'Raise or remove the timeout of {object} in {cluster}.',
  },
  MF6127: {
    title: 'Some requests go to an address that no Pod has',
    severity: 'warning',
    meaning:
      'Beside the Pods of the Service a WorkloadEntry whose labels it selects, or an EndpointSlice that somebody wrote, brings an address. Requests go there too, and what is there cannot be seen. istiod takes the WorkloadEntries of remote clusters as well.',
    fix: 'See that something answers at the address that {object} brings in {cluster}, or take it away.',
  },
  MF6128: {
    title: 'ServiceEntry takes the host of the Service',
    severity: 'error',
    meaning:
      "A ServiceEntry in the client's namespace names the host of a Service of another namespace. For clients of that namespace it goes before the Service, so that no request reaches the endpoints of the Service. One in the namespace of the Service, and younger, that gives the port of HTTP another protocol takes the route away.",
    fix: 'Take {host} out of {object} in {cluster}.',
  },
  MF6140: {
    title: 'Endpoints stand by',
    severity: 'warning',
    meaning:
      'Some endpoints are nearer to some clients: by region and zone (with outlier detection), by labels that failoverPriority lists, or by the traffic distribution of the Service. Requests go to the others only when too few of the nearer ones are healthy.',
    fix: 'Nothing, if these requests are meant to stay near; otherwise set localityLbSetting.enabled to false in the DestinationRule of {host} in {cluster}.',
  },
  MF6141: {
    title: 'No share of the requests for this locality',
    severity: 'error',
    meaning:
      "The list localityLbSetting.distribute names the localities to which requests from the client's locality go, each with its share. Endpoints in any other locality get none, not even when all others fail.",
    fix: 'Add the locality of the endpoints, {to}, to distribute in {object} of {cluster}, under {from}.',
  },
  MF6143: {
    title: 'Requests are not captured by the sidecar',
    severity: 'error',
    meaning:
      "The rules in the client's Pod pass by its sidecar what processes of the proxy's own user or group send, and what goes to addresses that annotations exclude or do not include. Such requests go unencrypted to endpoints of the client's own cluster alone.",
    fix: 'Let {object} in {cluster} run as another user and group, or take the address of the Service out of its annotations traffic.sidecar.istio.io/excludeOutboundIPRanges and into includeOutboundIPRanges, and restart the workload.',
  },
} as const satisfies Record<`MF61${number}`, FindingDefinition>;
