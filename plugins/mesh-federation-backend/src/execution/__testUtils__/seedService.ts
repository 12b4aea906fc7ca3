import type { FakeCluster } from './FakeCluster';
import { SHOP_ADDRESS } from './meshCluster';

/** Service `apps/shop` in front of the workload of that name, port 80. */
export function seedService(client: FakeCluster): void {
  client.seed('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'shop', namespace: 'apps' },
    spec: {
      type: 'ClusterIP',
      selector: { app: 'shop' },
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }],
    },
  });
  client.seed('endpointslices', {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'shop-1',
      namespace: 'apps',
      labels: { 'kubernetes.io/service-name': 'shop' },
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    endpoints: [
      {
        addresses: [SHOP_ADDRESS],
        conditions: { ready: true },
        targetRef: { kind: 'Pod', namespace: 'apps', name: 'shop-abc-1' },
      },
    ],
  });
}
