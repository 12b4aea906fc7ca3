import type { KubernetesObject } from '../../../../kubernetes/ClusterClient';
import { anObject } from '../../__testUtils__/anObject';

/** The Service `web` as the parent of a route. */
export const SERVICE = { group: '', kind: 'Service', name: 'web' };

/** Of two Services, one of them of another namespace, and of a gateway, which does not count. */
export const TWO_SERVICES = {
  parentRefs: [
    { ...SERVICE, port: 80 },
    { ...SERVICE, namespace: 'other' },
    { name: 'a-gateway' },
  ],
  rules: [{ backendRefs: [{ name: 'canary', port: 81 }] }],
};

/** A route `shop/web` of the Gateway API. */
export function aRoute(
  kind: string,
  spec: unknown,
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  return { ...anObject({ spec }, metadata), kind };
}
