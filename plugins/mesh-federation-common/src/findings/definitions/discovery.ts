import type { FindingDefinition } from './FindingDefinition';

/** MF3xxx: remote secrets and what istiod makes of them. */
export const DISCOVERY_FINDINGS = {
  MF3001: {
    title: 'Remote secret missing',
    severity: 'error',
    meaning:
      'The istiod of a cluster has no remote secret for another member, so that its proxies do not know the endpoints there.',
    fix: 'Plan a join of {federation}: it makes the remote secret for {peer} in {cluster}.',
  },
  MF3002: {
    title: 'Cluster id in two remote secrets',
    severity: 'warning',
    meaning:
      'Two remote secrets register the same cluster id. istiod uses the one that it saw first and ignores the other, also after a change.',
    fix: 'Delete all but one of these remote secrets for cluster id "{clusterId}" in {cluster}: {secrets}.',
  },
  MF3003: {
    title: 'Remote secret names the own cluster',
    severity: 'error',
    meaning:
      'The key of a remote secret equals the CLUSTER_ID of the istiod that reads it. istiod ignores it.',
    fix: 'Give {object} in {cluster} the CLUSTER_ID of the remote cluster as key. If both clusters have the same id, give one of them another global.multiCluster.clusterName.',
  },
  MF3004: {
    title: 'Two clusters have the same cluster id',
    severity: 'error',
    meaning:
      'Both control planes run with the same CLUSTER_ID; "Kubernetes" is the default of Istio. istiod ignores a remote secret with its own id, so that the clusters cannot be joined.',
    fix: 'Give {cluster} or {peer} another cluster id: set global.multiCluster.clusterName at the installation of Istio and restart the workloads.',
  },
  MF3005: {
    title: 'Kubeconfig cannot be read',
    severity: 'error',
    meaning:
      'A remote secret holds something that is not a usable kubeconfig. istiod logs that once and does not try again.',
    fix: 'Replace the kubeconfig in {object} of {cluster}, or delete the Secret and plan a join.',
  },
  MF3006: {
    title: 'Credential that istiod refuses',
    severity: 'error',
    meaning:
      'The kubeconfig of a remote secret uses an exec or auth-provider plugin. istiod refuses such a kubeconfig.',
    fix: 'Replace the credential in {object} of {cluster} by a token, or delete the Secret and plan a join.',
  },
  MF3007: {
    title: 'Token rejected',
    severity: 'error',
    meaning:
      'The remote API server does not accept the token of a remote secret. istiod gets no more changes from there.',
    fix: 'Plan a join of {federation}: it renews the token of {object} in {cluster}. If somebody else made the Secret, renew the token there.',
  },
  MF3008: {
    title: 'Token expires soon',
    severity: 'warning',
    meaning:
      'The token of a remote secret ends within 7 days, or within the last third of a shorter life. After that istiod gets no more changes from the remote cluster.',
    fix: 'Plan a join of {federation} before {expiry}: it renews the token of {object} in {cluster}.',
  },
  MF3009: {
    title: 'Token expired',
    severity: 'error',
    meaning:
      'The token of a remote secret has ended. istiod gets no more changes from the remote cluster and keeps stale endpoints.',
    fix: 'Plan a join of {federation}: it renews the token of {object} in {cluster}.',
  },
  MF3010: {
    title: 'Synced, although the token is rejected',
    severity: 'error',
    meaning:
      'istiod still reports "synced", but the remote API server no longer accepts its token: it works with stale endpoints and will not recover after a restart.',
    fix: 'Renew the token of {object} in {cluster} by a new join plan, or by hand if somebody else made the Secret.',
  },
  MF3011: {
    title: 'Synced, although the remote API server does not answer',
    severity: 'error',
    meaning:
      'istiod still reports "synced", but the API server of the remote cluster does not answer: it works with stale endpoints.',
    fix: 'Bring the API server of {peer} back. Until then do not restart istiod in {cluster}: it would lose the endpoints of {peer}.',
  },
  MF3012: {
    title: 'Remote cluster not synced',
    severity: 'error',
    meaning:
      'An istiod replica has a remote secret, but has not read the whole remote cluster.',
    fix: 'Check in the logs of istiod in {cluster} whether the API server of {peer} is reachable from there, and whether the account of the remote secret has all rights of the reader role, "secrets" included.',
  },
  MF3013: {
    title: 'Remote secret of somebody else is used',
    severity: 'info',
    meaning:
      'A working remote secret was made by istioctl or by somebody else. It is used as it is and not made twice; its token is not renewed by this plugin.',
    fix: 'Nothing has to be done. To let this plugin renew the token, delete {object} in {cluster} and plan a join half a minute later.',
  },
  MF3014: {
    title: 'Sync status not available',
    severity: 'warning',
    meaning:
      'istiod cannot be asked which remote clusters are synced, and does not tell it by metrics. Istio does so from version 1.29 on. Discovery is unknown.',
    fix: 'Let Backstage ask istiod of {cluster} (Role mesh-federation-ask-istiod), or update Istio there to 1.29 or later and grant Backstage the right to "get" "pods/proxy".',
  },
  MF3015: {
    title: 'CA of the remote secret differs',
    severity: 'error',
    meaning:
      'The remote secret trusts another CA than the one that the remote API server is known to use. istiod may not be able to connect.',
    fix: 'Plan a join of {federation}: it renews {object} in {cluster} with the CA of {peer}. If somebody else made the Secret, renew it there.',
  },
  MF3016: {
    title: 'Read without Secrets',
    severity: 'info',
    meaning:
      'The federation lets istiod read a cluster without the right to its Secrets. The price: endpoints flow, but istiod never reports the cluster as synced, so that its status proves nothing, and it starts up to 30 seconds later.',
    fix: 'Nothing has to be done. To have istiod of {cluster} report {peer} as synced, let every federation with {peer} use the reader with Secrets, and plan a join.',
  },
  MF3017: {
    title: 'Namespace not selected for discovery',
    severity: 'error',
    meaning:
      'The discoverySelectors of a mesh config decide which namespaces istiod looks at, in its own cluster and in every cluster that it reads (istio/istio pkg/kube/namespace/filter.go). Services and gateways of other namespaces do not exist for it.',
    fix: 'Give namespace {namespace} of {peer} labels that a selector in {object} of {cluster} matches, or add a selector there.',
  },
  MF3018: {
    title: 'Namespace hidden from its own gateway',
    severity: 'error',
    meaning:
      'The discoverySelectors of the cluster that serves do not select the namespace of the Service. The east-west gateway there has no route to it and closes the connection.',
    fix: 'Give namespace {namespace} of {cluster} labels that a selector in {object} matches, or add a selector there.',
  },
  MF3019: {
    title: 'Remote secret under another cluster id',
    severity: 'warning',
    meaning:
      'The key of a remote secret is not the CLUSTER_ID of the cluster that it points to. Requests work, because gateways are then found by their network, but locality and everything else that goes by the cluster id does not.',
    fix: 'Rename the key in {object} of {cluster} to "{clusterId}", or delete the Secret and plan a join half a minute later.',
  },
  MF3020: {
    title: 'Endpoints are frozen',
    severity: 'warning',
    meaning:
      'istiod still works with the endpoints that it knew before its token was rejected or its rights were taken away. Requests succeed until those endpoints go or istiod restarts; after that none does.',
    fix: 'Renew the token in {object} of {cluster} and the rights of its account in {peer} by a new join plan, or by hand if somebody else made the Secret. Do not restart istiod in {cluster} before.',
  },
  MF3021: {
    title: 'Token granted for a short time',
    severity: 'info',
    meaning:
      'The token of a remote secret was granted for less than three weeks: because the configuration asks for no more, or because the API server caps it. It is due for renewal when a third of its life is left, and nothing renews it by itself: a token that ends is an outage.',
    fix: 'Raise --service-account-max-token-expiration of the API server that granted the token in {object} of {cluster}, or meshFederation.remoteSecrets.tokenLifetime, and plan a join; or plan a join each time before it ends.',
  },
  MF3022: {
    title: 'istiod holds on to a former remote secret',
    severity: 'error',
    meaning:
      'An istiod reports a remote cluster as not read for longer than its time limit, 30 seconds unless PILOT_REMOTE_CLUSTER_TIMEOUT says otherwise, which is not read here: where it is longer, this may pass by itself. Address, CA, token and rights of the remote secret are good. When a remote secret is changed again before istiod has read the cluster, the time limit of the connection that it gave up runs on, and its "timeout" stays, whatever became of the new connection (istio/istio pkg/kube/multicluster/cluster.go).',
    fix: 'Restart istiod in {cluster}, so that it reads {peer} anew; where its PILOT_REMOTE_CLUSTER_TIMEOUT was raised, wait for that long first.',
  },
} as const satisfies Record<`MF3${number}`, FindingDefinition>;
