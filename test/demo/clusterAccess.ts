import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl, type ClusterHandle } from '../bed/index.ts';
import { ROOT } from './paths.ts';

/** How Backstage reaches a cluster: what goes into `kubernetes.clusterLocatorMethods`. */
export interface ClusterAccess {
  readonly name: string;
  readonly url: string;
  /** Base64 of the PEM bundle. */
  readonly caData: string;
  /** Token of the plugin's own ServiceAccount. */
  readonly token: string;
}

const RBAC = join(ROOT, 'plugins/mesh-federation-backend/rbac.yaml');

const KUBERNETES_TAB = join(ROOT, 'examples/kubernetes-tab.yaml');

interface KubeconfigView {
  readonly clusters: readonly {
    readonly cluster: {
      readonly server: string;
      readonly 'certificate-authority-data'?: string;
      readonly 'certificate-authority'?: string;
    };
  }[];
}

async function endpoint(
  cluster: ClusterHandle,
): Promise<{ url: string; caData: string }> {
  const { stdout } = await kubectl(cluster, [
    'config',
    'view',
    '--minify',
    '--raw',
    '-o',
    'json',
  ]);
  const [entry] = (JSON.parse(stdout) as KubeconfigView).clusters;
  const file = entry?.cluster['certificate-authority'];
  const caData =
    entry?.cluster['certificate-authority-data'] ??
    (file && readFileSync(file).toString('base64'));
  if (!entry || !caData) {
    throw new Error(
      `The kubeconfig of cluster ${cluster.name} has no certificate authority: Backstage could not verify its API server.`,
    );
  }
  return { url: entry.cluster.server, caData };
}

/**
 * Grants in a cluster exactly what `rbac.yaml` says and makes a token for it. The token lives as
 * long as the demo may run, 24 hours.
 */
export async function grantAccess(
  cluster: ClusterHandle,
): Promise<ClusterAccess> {
  await kubectl(cluster, ['apply', '-f', RBAC]);
  const { stdout } = await kubectl(cluster, [
    'create',
    'token',
    'mesh-federation',
    '--namespace',
    'mesh-federation',
    '--duration',
    '24h',
  ]);
  return {
    name: cluster.name,
    token: stdout.trim(),
    ...(await endpoint(cluster)),
  };
}

/**
 * Grants what the Kubernetes tab reads in addition. The tests do without it: they show that
 * `rbac.yaml` is enough for the plugin.
 */
export async function grantKubernetesTab(cluster: ClusterHandle) {
  await kubectl(cluster, ['apply', '-f', KUBERNETES_TAB]);
}

/** Takes back what was granted. */
export async function revokeAccess(cluster: ClusterHandle): Promise<void> {
  for (const file of [KUBERNETES_TAB, RBAC]) {
    await kubectl(cluster, ['delete', '--ignore-not-found', '-f', file], {
      allowFailure: true,
    });
  }
}
