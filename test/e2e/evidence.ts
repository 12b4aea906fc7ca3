/** What programs that are not ours say about the clusters. */
import { createHash, X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { istioctl, kubectl, type ClusterHandle } from '../bed/index.ts';

/** A Kubernetes object as far as the tests look at it. */
export interface KubeObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
}

export async function getObjects(
  cluster: ClusterHandle,
  kinds: string,
  ...args: readonly string[]
): Promise<readonly KubeObject[]> {
  const { stdout } = await kubectl(cluster, [
    'get',
    kinds,
    ...args,
    '--output',
    'json',
  ]);
  return (JSON.parse(stdout) as { items: readonly KubeObject[] }).items;
}

/**
 * SHA-256 of the root certificate that istiod of a cluster has made, read from where istiod
 * publishes it.
 */
export async function rootOf(cluster: ClusterHandle): Promise<string> {
  const { stdout } = await kubectl(cluster, [
    ...[
      'get',
      'configmap',
      'istio-ca-root-cert',
      '--namespace',
      'istio-system',
    ],
    ...['--output', 'jsonpath={.data.root-cert\\.pem}'],
  ]);
  return fingerprint(stdout);
}

function fingerprint(pem: string): string {
  return createHash('sha256')
    .update(new X509Certificate(pem).raw)
    .digest('hex');
}

interface SecretDump {
  readonly dynamicActiveSecrets: readonly {
    readonly name: string;
    readonly secret: {
      readonly validationContext?: {
        readonly trustedCa: { readonly inlineBytes: string };
      };
    };
  }[];
}

/**
 * SHA-256 of every certificate of the trust bundle that a running Envoy holds, by its own secret
 * dump.
 */
export async function rootsInEnvoy(
  cluster: ClusterHandle,
  workload: string,
): Promise<readonly string[]> {
  const { stdout } = await istioctl(cluster, [
    'proxy-config',
    'secret',
    workload,
    '--output',
    'json',
  ]);
  const bundle = (JSON.parse(stdout) as SecretDump).dynamicActiveSecrets.find(
    ({ name }) => name === 'ROOTCA',
  )?.secret.validationContext?.trustedCa.inlineBytes;
  const pem = Buffer.from(bundle ?? '', 'base64').toString();
  return (
    pem.match(
      /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g,
    ) ?? []
  )
    .map(fingerprint)
    .sort();
}

/** Remote clusters of a cluster's istiod and their status, by `istioctl remote-clusters`. */
export async function remoteClusters(
  cluster: ClusterHandle,
): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await istioctl(cluster, ['remote-clusters']);
  const rows = stdout
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s{2,}|\t/))
    .filter(([name, , status]) => name && status);
  return Object.fromEntries(
    rows
      .filter(([, secret]) => secret !== '')
      .map(([name, , status]) => [name, status]),
  ) as Record<string, string>;
}

/** Everything that the plugin has made in a cluster, with its version. */
export async function ownedObjects(
  cluster: ClusterHandle,
): Promise<readonly string[]> {
  const kinds = [
    ...['configmaps', 'secrets', 'serviceaccounts', 'services', 'deployments'],
    ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
    'gateways.gateway.networking.k8s.io',
  ].join(',');
  const objects = await getObjects(
    cluster,
    kinds,
    ...[
      '--all-namespaces',
      '--selector',
      'app.kubernetes.io/managed-by=backstage-mesh-federation',
    ],
  );
  return objects
    .map(
      ({ kind, metadata }) =>
        `${kind} ${metadata.namespace ?? ''}/${metadata.name} ${
          metadata.resourceVersion
        }`,
    )
    .sort();
}

/** Repeats until `check` answers true; throws with the last answer of `describe` otherwise. */
export async function eventually(
  what: string,
  check: () => Promise<boolean>,
  { seconds = 60 }: { seconds?: number } = {},
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  let last: unknown = 'not true';
  while (Date.now() < deadline) {
    try {
      if (await check()) {
        return;
      }
      last = 'not true';
    } catch (error) {
      last = error;
    }
    await sleep(500);
  }
  throw new Error(`${what}: not within ${seconds} seconds (${String(last)})`);
}
