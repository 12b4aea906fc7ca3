import { kubectl, type ClusterHandle } from '../bed/index.ts';

/**
 * Makes a client with a sidecar that no Deployment owns: nobody restarts it, so that a load in it
 * counts through everything. Its proxy carries the agent flag from the start, so that it gets
 * foreign roots without a restart.
 */
export async function makeLoadClient(cluster: ClusterHandle): Promise<void> {
  const manifest = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'load', labels: { 'istio-injection': 'enabled' } },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'load',
        namespace: 'load',
        labels: { app: 'client' },
        annotations: {
          'proxy.istio.io/config': JSON.stringify({
            proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' },
          }),
        },
      },
      spec: {
        terminationGracePeriodSeconds: 0,
        containers: [
          { name: 'client', image: 'bed.local/app:bed', args: ['sleep'] },
        ],
      },
    },
  ];
  for (const object of manifest) {
    await kubectl(cluster, ['apply', '-f', '-'], {
      input: JSON.stringify(object),
    });
  }
  await kubectl(cluster, [
    ...[
      'wait',
      'pod/load',
      '--namespace',
      'load',
      '--for=condition=Ready',
      '--timeout=90s',
    ],
  ]);
}
