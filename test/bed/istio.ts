/**
 * Istio as a user of several clusters installs it: stock, each cluster for itself, nothing joined.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handleOf } from './cluster.ts';
import { hub, tag } from './images.ts';
import { applyObjects, istioctl, kubectl } from './kubernetes.ts';
import { clusterDir } from './paths.ts';
import type { ClusterTopology } from './topology.ts';

/**
 * Installs Istio once. A cluster that has it is left alone: what was done to istiod since
 * then is what the tests are about.
 */
export async function ensureIstio(
  cluster: ClusterTopology,
  bin: string,
): Promise<void> {
  const { name } = cluster;
  const done = join(clusterDir(name), 'istio.installed');
  if (existsSync(done)) return;
  const handle = handleOf(name);
  const crds = join(bin, 'gateway-api.yaml');
  await kubectl(handle, ['apply', '--server-side', '-f', crds]);
  // istioctl labels a namespace that it makes itself with its network; that is left to the
  // federation.
  await applyObjects(handle, [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system' } },
  ]);
  const file = join(clusterDir(name), 'istio.yaml');
  writeFileSync(file, JSON.stringify(operator(name), null, 2));
  await istioctl(handle, ['install', '-y', '-f', file], {
    timeoutMs: 360_000,
  });
  writeFileSync(done, '');
}

const small = (memory: string) => ({
  resources: { requests: { cpu: '1m', memory } },
});

const operator = (name: string) => ({
  apiVersion: 'install.istio.io/v1alpha1',
  kind: 'IstioOperator',
  spec: {
    profile: 'minimal',
    hub: `${hub}/istio`,
    tag,
    meshConfig: { accessLogFile: '/dev/stdout' },
    values: {
      global: {
        meshID: 'mesh1',
        network: `network-${name}`,
        multiCluster: { clusterName: name },
        proxy: small('16Mi'),
        proxy_init: small('16Mi'),
      },
      // The stock Envoy lacks Istio's own extensions: statistics here, the others below.
      telemetry: { enabled: false },
      pilot: {
        ...small('64Mi'),
        env: {
          PILOT_ENABLE_METADATA_EXCHANGE: 'false',
          PILOT_ENABLE_ALPN_FILTER: 'false',
        },
      },
    },
  },
});
