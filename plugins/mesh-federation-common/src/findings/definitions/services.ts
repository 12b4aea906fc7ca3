import type { FindingDefinition } from './FindingDefinition';

/** MF5xxx: Services and their names. */
export const SERVICE_FINDINGS = {
  MF5001: {
    title: 'Name without a Service in the client cluster',
    severity: 'error',
    meaning:
      'The DNS of a cluster knows only its own Services. Without a Service of that name and namespace the name does not resolve, unless the sidecars capture DNS.',
    fix: 'Make {object} in {cluster}, with the same ports and without a selector, or turn DNS capture on for the client.',
  },
  MF5002: {
    title: 'No such Service in the provider cluster',
    severity: 'error',
    meaning:
      'A Service is the same in two clusters by name and namespace. Without one a cluster offers no endpoints.',
    fix: 'Make {object} in {cluster}, or call the Service that is there.',
  },
  MF5003: {
    title: 'Port name differs',
    severity: 'error',
    meaning:
      'Istio finds the endpoints of other clusters by the name that the port has in the cluster of the client. Under another name there are none, and requests get 503 (no healthy upstream).',
    fix: 'Call port {port} of {object} in {cluster} "{name}".',
  },
  MF5004: {
    title: 'Port missing in the client cluster',
    severity: 'error',
    meaning:
      'The Service of the own cluster decides on the ports that a sidecar knows; those of other clusters are not added.',
    fix: 'Give {object} in {cluster} port {port}, with the same name as in the other cluster.',
  },
  MF5005: {
    title: 'Port missing in the provider cluster',
    severity: 'error',
    meaning:
      'The gateway of the other network finds a Service by the number of the port that the client called, and resets connections for numbers that the Service does not have.',
    fix: 'Give {object} in {cluster} port {port}, or call a port that it has.',
  },
  MF5006: {
    title: 'Service not exported to the client',
    severity: 'error',
    meaning:
      'Annotation networking.istio.io/exportTo, or defaultServiceExportTo of the mesh config, keeps the Service from the namespace of the client. The Service of the cluster of the client decides where there is one.',
    fix: 'Export {object} in {cluster} to namespace {namespace}.',
  },
  MF5007: {
    title: 'Service not exported to the east-west gateway',
    severity: 'error',
    meaning:
      'A gateway passes on only Services that are exported to its namespace, and resets connections for others.',
    fix: 'Export {object} in {cluster} to namespace {namespace}.',
  },
  MF5008: {
    title: 'Headless name leads to own Pods',
    severity: 'error',
    meaning:
      'The DNS of Kubernetes answers for a headless Service with the Pods of the own cluster. Sidecars that capture DNS add those of other clusters on the same network, unless ENABLE_MULTICLUSTER_HEADLESS of istiod is off.',
    fix: 'Turn DNS capture on for clients of {object} in {cluster}, or give clients a Service with a cluster IP.',
  },
  MF5009: {
    title: 'Names of single Pods stay in their network',
    severity: 'info',
    meaning:
      'The Pods of a StatefulSet have names of their own below a headless Service. Istio does not offer them to other networks.',
    fix: 'Call the Service in place of single Pods of {object} in {cluster}.',
  },
  MF5010: {
    title: 'Service is exported to some namespaces alone',
    severity: 'warning',
    meaning:
      'istiod gives the Service to the sidecars of some namespaces alone, and no sidecar runs in the cluster of the client by which it could be told whether they are among these.',
    fix: 'Run clients in a namespace to which {object} in {cluster} is exported, or export it to theirs.',
  },
} as const satisfies Record<`MF${number}`, FindingDefinition>;
