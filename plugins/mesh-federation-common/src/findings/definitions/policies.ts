import type { FindingDefinition } from './FindingDefinition';

/** MF60xx: policies. */
export const POLICY_FINDINGS = {
  MF6001: {
    title: 'Server takes no mutual TLS',
    severity: 'error',
    meaning:
      'A PeerAuthentication in the cluster of the server turns mutual TLS off for its workload. Clients of other clusters do not see that object and speak mutual TLS; an east-west gateway passes nothing else.',
    fix: 'Set the mode of {object} in {cluster} to PERMISSIVE or STRICT.',
  },
  MF6002: {
    title: 'Endpoint without mutual TLS across networks',
    severity: 'error',
    meaning:
      'A Pod without label security.istio.io/tlsMode=istio, mostly one without a sidecar, takes no mutual TLS. An east-west gateway passes nothing else, so that istiod leaves such endpoints out for clients on other networks.',
    fix: 'Give {object} in {cluster} a sidecar: turn on injection in its namespace, without host network, and restart it.',
  },
  MF6003: {
    title: 'Client is told not to speak mutual TLS',
    severity: 'error',
    meaning:
      "A PeerAuthentication in the client's cluster turns mutual TLS off for the server's namespace or labels. istiod applies it to endpoints of other clusters as well, and leaves out those behind an east-west gateway.",
    fix: 'Set the mode of {object} in {cluster} to PERMISSIVE or STRICT, or give it a selector that does not take the workloads of {service}.',
  },
  MF6004: {
    title: 'Server demands mutual TLS, client speaks plaintext',
    severity: 'error',
    meaning:
      'The mode STRICT counts for the port of the workload, but requests come as plaintext. The server closes the connection.',
    fix: 'Let the client speak mutual TLS ({cause}), or set the mode of {object} in {cluster} to PERMISSIVE.',
  },
  MF6005: {
    title: 'Inbound port bypasses the sidecar',
    severity: 'error',
    meaning:
      'An annotation keeps the port from the sidecar, so that the application itself gets the mutual TLS that clients speak to every Pod with a sidecar.',
    fix: 'Let the sidecar of {object} in {cluster} handle port {port} again: change annotation {annotation} and restart the workload.',
  },
  MF6006: {
    title: 'Denied by an AuthorizationPolicy',
    severity: 'error',
    meaning:
      'A policy of action DENY in the cluster of the server matches every request of the client. The answer is 403, RBAC: access denied.',
    fix: 'Leave {client} out of the rules of {object} in {cluster}.',
  },
  MF6007: {
    title: 'Not allowed by any AuthorizationPolicy',
    severity: 'error',
    meaning:
      'There are policies of action ALLOW for the workload, and no rule of any of them matches a request of the client. The answer is 403, RBAC: access denied. A policy without rules allows nothing.',
    fix: 'Allow {client} in the rules of {object} in {cluster}, or in a policy of its own for the same workload.',
  },
  MF6008: {
    title: 'External authorizer does not exist',
    severity: 'error',
    meaning:
      'A policy of action CUSTOM names a provider that is no external authorizer of the mesh config of the cluster of the server. Istio then denies all requests that the policy matches. The answer is 403, RBAC: access denied.',
    fix: 'Add the external authorizer {authorizer} to extensionProviders of the mesh config of {cluster}, or name one that is there in {object}.',
  },
  MF6009: {
    title: 'External authorizer decides on some requests',
    severity: 'warning',
    meaning:
      'A policy of action CUSTOM leaves some of the requests to an external authorizer. What it answers is not in the configuration of the mesh.',
    fix: 'Find out what the external authorizer {authorizer} of {cluster} answers to what {object} leaves to it, or take these requests out of {object}.',
  },
  MF6010: {
    title: 'Label of a sidecar without one',
    severity: 'error',
    meaning:
      'istiod takes Pods with the label security.istio.io/tlsMode=istio for ones that take mutual TLS. Clients and east-west gateways speak it to them, and without a sidecar nobody understands it.',
    fix: 'Give {object} in {cluster} a sidecar, or take the label security.istio.io/tlsMode out of its Pods.',
  },
  MF6011: {
    title: 'Sidecar hands requests to another port',
    severity: 'error',
    meaning:
      'The Sidecar of the server has an inbound listener for the port, which sends the requests to a port that no container declares, while they declare others. Such a port is taken for one on which nothing listens; who listens there has to declare it to be seen.',
    fix: 'Set defaultEndpoint of {object} in {cluster} to a port on which the workload listens.',
  },
} as const satisfies Record<`MF60${number}`, FindingDefinition>;
