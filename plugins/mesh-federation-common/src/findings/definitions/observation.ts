import type { FindingDefinition } from './FindingDefinition';

/** MF1xxx: what could not be seen of a cluster. */
export const OBSERVATION_FINDINGS = {
  MF1001: {
    title: 'Cluster unreachable',
    severity: 'error',
    meaning:
      'The API server did not answer through the Kubernetes backend of Backstage. Everything that rests on this cluster is unknown.',
    fix: 'Check that the API server of {cluster} runs, and that the URL, the CA and the credentials that the Kubernetes backend of Backstage has for {cluster} are right.',
  },
  MF1002: {
    title: 'Access denied',
    severity: 'error',
    meaning:
      'The account that Backstage uses in the cluster lacks a right. What it would have read is unknown.',
    fix: 'Apply rbac.yaml of the backend plugin (ClusterRoles mesh-federation-observe and mesh-federation-operate, Role mesh-federation-operate, and for pods/exec mesh-federation-inspect-proxies) to {cluster} and bind it to the account that Backstage uses there: it lacks "{verb}" on "{resource}".',
  },
  MF1003: {
    title: 'Observation timed out',
    severity: 'warning',
    meaning:
      'The cluster did not answer within the deadline. What was not read is unknown.',
    fix: 'Observe {cluster} again. If it stays slow, raise meshFederation.observation.callTimeout and clusterTimeout.',
  },
  MF1004: {
    title: 'Cluster needs the token of a user',
    severity: 'warning',
    meaning:
      'The auth provider of the cluster works with the token of the user who looks, so that a backend cannot observe it.',
    fix: 'Give {cluster} an auth provider that works without a user, for example serviceAccount, in the configuration of the Kubernetes backend.',
  },
  MF1005: {
    title: 'Cluster name is used twice',
    severity: 'error',
    meaning:
      'Two clusters of the inventory have one name. Calls go to the first of them; the other is not observed.',
    fix: 'Rename one of the clusters called {cluster} in the configuration of the Kubernetes backend or in the catalog.',
  },
  MF1006: {
    title: 'One cluster under two names',
    severity: 'error',
    meaning:
      'Two names of the inventory lead to one API server: namespace kube-system has the same UID. A cluster cannot be joined with itself.',
    fix: 'Remove {cluster} or {peer} from the configuration of the Kubernetes backend: both are the same cluster.',
  },
  MF1007: {
    title: 'Istio not found',
    severity: 'warning',
    meaning: 'No istiod Deployment was found in namespace istio-system.',
    fix: 'Install Istio in namespace istio-system of {cluster}, or leave the cluster out of federations.',
  },
  MF1008: {
    title: 'Several facts are unknown',
    severity: 'warning',
    meaning:
      'More than one section of the observation failed for a reason other than reachability or rights. Verdicts that need them are unknown.',
    fix: 'Observe {cluster} again and read the reasons: {sections}.',
  },
  MF1009: {
    title: 'Catalog Resource missing',
    severity: 'info',
    meaning:
      'The catalog has no Resource of type kubernetes-cluster with the name of the cluster, so that the cluster has no owner and no page.',
    fix: 'Register a Resource of type kubernetes-cluster with the name {cluster} in the catalog.',
  },
  MF1010: {
    title: 'Observation failed',
    severity: 'warning',
    meaning:
      'The cluster, or a part of it, was answered with an error or in a form that is not understood. What it would have told is unknown.',
    fix: 'Read the message, mend its cause in {cluster} or in the access that the Kubernetes backend of Backstage has to it, and observe the cluster again.',
  },
  MF1011: {
    title: 'Token of Backstage is passed on',
    severity: 'warning',
    meaning:
      'The auth provider localKubectlProxy has no credential of its own. The Kubernetes backend passes the token by which the plugins of Backstage call each other on to whatever answers at the address of the cluster.',
    fix: 'Give {cluster} an auth provider with a credential of its own, for example serviceAccount, in the configuration of the Kubernetes backend. Use localKubectlProxy on the machine of a developer only.',
  },
  MF1014: {
    title: 'istiod does not run',
    severity: 'error',
    meaning:
      'The Deployment of a control plane has no Pod that is ready. Proxies keep what they were told last; no change reaches them, new ones get neither certificate nor configuration, and no remote cluster is read.',
    fix: 'Run {object} in {cluster}: scale it to at least one replica, or find out by its events why its Pods do not start.',
  },
} as const satisfies Record<`MF1${number}`, FindingDefinition>;
