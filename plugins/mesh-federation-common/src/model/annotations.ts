/** Annotations by which Backstage's Kubernetes plugin finds the objects of an entity. */
export const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';

export const KUBERNETES_LABEL_SELECTOR_ANNOTATION =
  'backstage.io/kubernetes-label-selector';

export const KUBERNETES_NAMESPACE_ANNOTATION =
  'backstage.io/kubernetes-namespace';

export const KUBERNETES_CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';
