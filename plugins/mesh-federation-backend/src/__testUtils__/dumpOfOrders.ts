/** What istiod gives a proxy for Service shop/orders: endpoints behind gateways of clusters. */
export function dumpOfOrders(
  ...clusters: readonly string[]
): SharedArrayBuffer {
  const host = 'orders.shop.svc.cluster.local';
  const name = `outbound|80||${host}`;
  const type = (of: string) => ({
    '@type': `type.googleapis.com/envoy.config.${of}`,
  });
  const text = JSON.stringify({
    configs: [
      {
        ...type('cluster.v3.Cluster'),
        name,
        type: 'EDS',
        transportSocket: {
          typedConfig: {
            '@type': 'UpstreamTlsContext',
            commonTlsContext: {
              tlsCertificateSdsSecretConfigs: [{ name: 'default' }],
              alpnProtocols: ['istio'],
            },
          },
        },
      },
      {
        ...type('listener.v3.Listener'),
        name: '0.0.0.0_80',
        address: { socketAddress: { address: '0.0.0.0', portValue: 80 } },
        bindToPort: false,
        filterChains: [
          {
            filters: [
              {
                name: 'envoy.filters.network.http_connection_manager',
                typedConfig: {
                  '@type':
                    'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
                  rds: { routeConfigName: '80' },
                },
              },
            ],
          },
        ],
      },
      {
        ...type('route.v3.RouteConfiguration'),
        name: '80',
        virtualHosts: [
          {
            domains: [host],
            routes: [{ match: { prefix: '/' }, route: { cluster: name } }],
          },
        ],
      },
      {
        ...type('endpoint.v3.ClusterLoadAssignment'),
        clusterName: name,
        endpoints: [
          {
            lbEndpoints: clusters.map(cluster => ({
              endpoint: {
                address: {
                  socketAddress: { address: '192.0.2.1', portValue: 15443 },
                },
              },
              metadata: {
                filterMetadata: {
                  istio: { workload: `;;;;${cluster}` },
                  'envoy.transport_socket_match': { tlsMode: 'istio' },
                },
              },
            })),
          },
        ],
      },
    ],
  });
  const bytes = new SharedArrayBuffer(Buffer.byteLength(text));
  Buffer.from(bytes).write(text);
  return bytes;
}
