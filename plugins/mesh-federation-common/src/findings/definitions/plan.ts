import type { FindingDefinition } from './FindingDefinition';

/** MF7xxx: plans and runs. */
export const PLAN_FINDINGS = {
  MF7001: {
    title: 'Mesh ids differ',
    severity: 'error',
    meaning: 'Two members are installed with different mesh ids.',
    fix: 'Set global.meshID to one value at the installation of Istio in {cluster} and {peer}.',
  },
  MF7002: {
    title: 'Trust domains differ',
    severity: 'warning',
    meaning:
      'Two members have different trust domains. Istio supports that, but authorization policies have to name principals of both.',
    fix: 'Add the trust domain of {peer} to trustDomainAliases in {cluster} and the other way round, and check the authorization policies that name principals.',
  },
  MF7003: {
    title: 'Address of the API server unknown or refused',
    severity: 'error',
    meaning:
      'A remote secret needs the URL of the API server as the other clusters see it, and no source tells one, or what it tells is not an https URL without user, password, query or fragment.',
    fix: 'Add {cluster} with its apiServerUrl to meshFederation.clusters in the configuration, or annotate the catalog Resource of {cluster} with kubernetes.io/api-server.',
  },
  MF7004: {
    title: 'Object belongs to somebody else',
    severity: 'warning',
    meaning:
      'An object that has to change is kept by GitOps, an operator or a Helm release, who would undo the change. The step is proposed, not applied; the steps behind it wait until the owner has made the change.',
    fix: 'Make the proposed change of {object} in {cluster} where its owner ({owner}) keeps it, then plan again.',
  },
  MF7005: {
    title: 'Digest is stale',
    severity: 'error',
    meaning: 'The approval names another plan than the one that is stored.',
    fix: 'Read the plan again and approve the digest that it shows.',
  },
  MF7006: {
    title: 'What the plan rests on has changed',
    severity: 'error',
    meaning:
      'An object of a cluster, or what is wanted of the federations that share a cluster, is no longer as it was when the plan was made. The run stopped before it wrote anything that rests on it.',
    fix: 'Make a new plan, and approve what it shows.',
  },
  MF7007: {
    title: 'Another field manager owns the field',
    severity: 'error',
    meaning:
      'Server-side apply is refused, because somebody else owns a field that the step writes. Nothing is taken over unless the request for the plan says so.',
    fix: 'Plan again with a choice for {object} in {cluster}: leave the fields, or take them over from {managers}. Or ask the owners to give them up.',
  },
  MF7008: {
    title: 'Lease lost',
    severity: 'warning',
    meaning:
      'Another worker took the run over, because this one was not heard of for too long. The other one goes on.',
    fix: 'Nothing has to be done. If it happens often, raise meshFederation.runs.lease.',
  },
  MF7009: {
    title: 'Gate timed out',
    severity: 'error',
    meaning:
      'A step waited for a state of the cluster that did not come in time.',
    fix: 'Find out why {cluster} does not get there, then continue the run or make a new plan; both do only what is missing. Waited for: {condition}.',
  },
  MF7010: {
    title: 'Right to write is missing',
    severity: 'error',
    meaning:
      'The account that Backstage uses in the cluster lacks a right that the run needs.',
    fix: 'Apply rbac.yaml of the backend plugin (ClusterRoles mesh-federation-observe and mesh-federation-operate, Role mesh-federation-operate, and for restarts mesh-federation-restart-workloads) to {cluster}: the account of Backstage lacks "{verb}" on "{resource}".',
  },
  MF7011: {
    title: 'Member not in the inventory',
    severity: 'error',
    meaning:
      'A member of the federation is not among the clusters of the Kubernetes backend.',
    fix: 'Add {cluster} to the Kubernetes backend of Backstage, or take it out of the federation.',
  },
  MF7012: {
    title: 'Member not observed',
    severity: 'error',
    meaning:
      'Something that the plan rests on is unknown. A plan is not made from guesses.',
    fix: 'Mend why "{section}" of {cluster} is unknown, observe the cluster and plan again.',
  },
  MF7013: {
    title: 'Revisions with different cluster ids',
    severity: 'error',
    meaning:
      'Several revisions of istiod run in one cluster with different CLUSTER_IDs, so that no key of a remote secret is right for all.',
    fix: 'Install all revisions of Istio in {cluster} with the same global.multiCluster.clusterName.',
  },
  MF7014: {
    title: 'Run cancelled',
    severity: 'info',
    meaning:
      'Somebody cancelled the run. Finished steps stay as they are; no further one was begun.',
    fix: 'Continue the run to finish it, or make a new plan to undo what was done.',
  },
  MF7015: {
    title: 'Istio with the rotation bug',
    severity: 'warning',
    meaning:
      'Istio 1.30.0 to 1.30.3 can lose the endpoints of a remote cluster for good when its remote secret changes (istio/istio#61043).',
    fix: 'Update Istio in {cluster} to a version after 1.30.3. Until then restart istiod if endpoints are missing after a token was renewed.',
  },
  MF7016: {
    title: 'Istio is too old',
    severity: 'warning',
    meaning:
      'Istio older than 1.28 is not tested with this plugin, and does not tell the sync status of remote clusters by metrics.',
    fix: 'Update Istio in {cluster} to 1.29 or later.',
  },
  MF7017: {
    title: 'Remote secret of somebody else is left',
    severity: 'warning',
    meaning:
      'A remote secret between a leaving cluster and another member was not made by this plugin and is not deleted. Its cluster stays known to istiod, although trust goes.',
    fix: 'Delete {object} in {cluster} before this plan runs, if {peer} is really to leave.',
  },
  MF7018: {
    title: 'Remote secret of somebody else does not work',
    severity: 'error',
    meaning:
      'A remote secret for a member exists, was not made by this plugin and does not work. A second one for the same cluster id would be ignored by istiod.',
    fix: 'Renew or delete {object} in {cluster}, then plan again.',
  },
  MF7019: {
    title: 'Step failed',
    severity: 'error',
    meaning:
      'A call to the cluster failed in a step of a run. What was written before is in the record of the run.',
    fix: 'Mend the cause in {cluster}, then continue the run or make a new plan; both do only what is missing.',
  },
  MF7020: {
    title: 'Address of the API server set by the catalog alone',
    severity: 'warning',
    meaning:
      'The plan writes remote secrets with an address that comes from the catalog and that no configuration of Backstage confirms. The istiod of the other members sends the token to it, and whoever keeps that catalog entity can change it.',
    fix: 'Compare the address with the API server of {cluster}; to decide it where only operators of Backstage can, add {cluster} with its apiServerUrl to meshFederation.clusters.',
  },
  MF7021: {
    title: 'Object serves a federation that is not known here',
    severity: 'error',
    meaning:
      'An object that this plugin made carries the label of a federation that this Backstage does not know: another Backstage works on the cluster, or the database was lost. A plan could change or delete what that federation needs.',
    fix: 'Create federation {federation} here with all of its members or, when nobody needs it any more, take the label mesh-federation/{federation} off {object} in {cluster}; then plan again.',
  },
  MF7022: {
    title: 'Reader of somebody else does not do',
    severity: 'error',
    meaning:
      'An object of the reader, the account whose token the other clusters get, was made by somebody else and lacks something. Objects of others are used as they are, and never changed nor deleted.',
    fix: 'Mend {object} in {cluster}, which {wrong}, or delete it so that the plugin makes its own; then plan again. docs/rbac.md says what a reader of your own has to be.',
  },
  MF7023: {
    title: 'Name or label that Kubernetes does not take',
    severity: 'error',
    meaning:
      'An object of the plan would have a name, a label or a key that no API server takes. It is made of what a cluster says of itself: its name in Backstage, its cluster id, its network.',
    fix: 'Change where {field} of {object} in {cluster} comes from: the cluster id (global.multiCluster.clusterName), the network (global.network) or the name of the cluster; then plan again.',
  },
  MF7024: {
    title: 'API server refuses an object of the plan',
    severity: 'error',
    meaning:
      'The object was tried when the plan was made, without writing it, and the API server or one of its admission controllers refused it.',
    fix: 'Mend what keeps {object} out of {cluster}, then plan again. The API server says: {answer}.',
  },
  MF7025: {
    title: 'Object of the plan could not be tried',
    severity: 'warning',
    meaning:
      'Each object is tried when the plan is made, without writing it. This one was not: whether the API server takes it shows only in the run.',
    fix: 'Plan again when {cluster} answers, if you want to know before the run.',
  },
  MF7026: {
    title: 'Fields are taken over',
    severity: 'warning',
    meaning:
      'The request for the plan agreed to take fields over from another field manager. If that one writes again, it is refused or takes them back.',
    fix: 'Tell the owners of {object} in {cluster} before the run: {managers}.',
  },
  MF7027: {
    title: 'Name is taken by an object of somebody else',
    severity: 'error',
    meaning:
      'An object that the plan would make exists under its name, and this plugin did not make it. It is neither changed nor taken over.',
    fix: 'Rename or delete {object} in {cluster}, then plan again.',
  },
  MF7028: {
    title: 'Workload does not come back',
    severity: 'error',
    meaning:
      'A Deployment exceeded its own progress deadline while a run waited for it: its new Pods do not become available. The rest of its cluster was left as it was.',
    fix: 'Look why the new Pods do not become available in {cluster} (kubectl rollout status, kubectl describe), mend or undo that, then continue the run: {condition}.',
  },
  MF7029: {
    title: 'Run given up',
    severity: 'error',
    meaning:
      'The record of the run could not be read or written several times in a row. What was written to the clusters before stays.',
    fix: 'Look for the reason in the log of the Backstage backend, then make a new plan; it holds only what is missing.',
  },
} as const satisfies Record<`MF7${number}`, FindingDefinition>;
