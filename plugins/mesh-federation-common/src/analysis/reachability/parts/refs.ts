import { ISTIO_NAMESPACE, type ObjectRef } from '../../../model';

/** The namespace whose label names a cluster's network. */
export const SYSTEM_NAMESPACE: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Namespace',
  name: ISTIO_NAMESPACE,
};
