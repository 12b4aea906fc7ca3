import {
  ISTIOD_NAME,
  ISTIO_NAMESPACE,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * istiod's Deployments and pods carry this label (istio/istio
 * manifests/charts/istio-control/istio-discovery).
 */
const OF_ISTIOD = {
  namespace: ISTIO_NAMESPACE,
  labelSelector: `app=${ISTIOD_NAME}`,
} as const;

/** Lists the Deployments of istiod, of every revision. */
export const ISTIOD_DEPLOYMENTS = {
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  ...OF_ISTIOD,
} as const;

/** Lists the pods of istiod, of every revision. */
export const ISTIOD_PODS = {
  group: '',
  version: 'v1',
  plural: 'pods',
  ...OF_ISTIOD,
} as const;
