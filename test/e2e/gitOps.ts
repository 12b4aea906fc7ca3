/**
 * Istio as its owners keep it in Git, in five spellings, and stand-ins for the tools that make a
 * cluster what Git says: each renders what the tool renders and applies it under the tool's name,
 * by which the plugin knows the owner.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import yaml from 'yaml';
import { istioctl, kubectl, type ClusterHandle } from '../bed/index.ts';
import { clusterDir } from '../bed/paths.ts';
import { CACHE } from '../demo/paths.ts';

type Files = Readonly<Record<string, string>>;

export interface Spelling {
  readonly name: string;
  /** The file that says how istiod runs. */
  readonly path: string;
  /** The field manager of the tool. */
  readonly tool: string;
  /** What lies in Git for a cluster as it is. */
  filesOf(cluster: ClusterHandle): Promise<Files>;
  /** The objects that the tool makes of a folder with these files. */
  render(cluster: ClusterHandle, folder: string): Promise<string>;
}

interface Operator {
  readonly spec: {
    readonly hub: string;
    readonly tag: string;
    readonly meshConfig: object;
    readonly values: { readonly global: object };
  };
}

/** Every line stays as long as it is. */
const toYaml = (value: unknown) => yaml.stringify(value, { lineWidth: 0 });

/** How the cluster was installed. */
const operatorOf = ({ name }: ClusterHandle): Operator =>
  JSON.parse(readFileSync(join(clusterDir(name), 'istio.yaml'), 'utf8'));

/** The same as values of Istio's charts. */
function valuesOf(cluster: ClusterHandle): object {
  const { hub, tag, meshConfig, values } = operatorOf(cluster).spec;
  return { ...values, global: { ...values.global, hub, tag }, meshConfig };
}

/** istiod's Deployment as a person would keep it: without what the API server adds. */
async function deploymentOf(cluster: ClusterHandle): Promise<string> {
  const { stdout } = await kubectl(cluster, [
    ...['get', 'deployment', 'istiod', '--namespace', 'istio-system'],
    ...['--output', 'json'],
  ]);
  const { apiVersion, kind, metadata, spec } = JSON.parse(stdout);
  const { name, namespace, labels } = metadata;
  return toYaml({
    apiVersion,
    kind,
    metadata: { name, namespace, labels },
    spec,
  });
}

/** What Istio's charts make of an IstioOperator. */
async function renderOperator(
  cluster: ClusterHandle,
  file: string,
): Promise<string> {
  const { stdout } = await istioctl(
    cluster,
    ['manifest', 'generate', '--filename', file],
    { timeoutMs: 180_000 },
  );
  return stdout;
}

function renderValues(
  cluster: ClusterHandle,
  folder: string,
  values: object,
): Promise<string> {
  const file = join(folder, 'rendered-from.yaml');
  const spec = { profile: 'minimal', values };
  const apiVersion = 'install.istio.io/v1alpha1';
  writeFileSync(file, toYaml({ apiVersion, kind: 'IstioOperator', spec }));
  return renderOperator(cluster, file);
}

const inFolder = <T>(folder: string, path: string) =>
  yaml.parse(readFileSync(join(folder, path), 'utf8')) as T;

const PATCH = `# What istiod of this cluster has beyond the others
apiVersion: apps/v1
kind: Deployment
metadata:
  name: istiod
  namespace: istio-system
spec:
  template:
    spec:
      containers:
        - name: discovery
          env:
            - name: PILOT_ENABLE_ALPN_FILTER
              value: "false"
`;

export const SPELLINGS: readonly Spelling[] = [
  {
    name: 'an IstioOperator',
    path: 'istio.yaml',
    tool: 'argocd-controller',
    filesOf: async cluster => ({ 'istio.yaml': toYaml(operatorOf(cluster)) }),
    render: (cluster, folder) =>
      renderOperator(cluster, join(folder, 'istio.yaml')),
  },
  {
    name: 'the objects themselves',
    path: 'manifests/istiod.yaml',
    tool: 'argocd-controller',
    filesOf: async cluster => ({
      'manifests/istiod.yaml': await deploymentOf(cluster),
    }),
    render: async (_, folder) =>
      readFileSync(join(folder, 'manifests/istiod.yaml'), 'utf8'),
  },
  {
    name: 'Helm values',
    path: 'istiod/values.yaml',
    tool: 'helm-controller',
    filesOf: async cluster => ({
      'istiod/values.yaml': `# Values of istiod\n${toYaml(valuesOf(cluster))}`,
    }),
    render: (cluster, folder) =>
      renderValues(cluster, folder, inFolder(folder, 'istiod/values.yaml')),
  },
  {
    name: 'an Istio of the Sail operator',
    path: 'istio.yaml',
    tool: 'sail-operator',
    filesOf: async cluster => ({
      'istio.yaml': toYaml({
        apiVersion: 'sailoperator.io/v1',
        kind: 'Istio',
        metadata: { name: 'default' },
        spec: { namespace: 'istio-system', values: valuesOf(cluster) },
      }),
    }),
    render: (cluster, folder) =>
      renderValues(
        cluster,
        folder,
        inFolder<{ spec: { values: object } }>(folder, 'istio.yaml').spec
          .values,
      ),
  },
  {
    name: 'a patch of Kustomize',
    path: 'istiod-patch.yaml',
    tool: 'kustomize-controller',
    filesOf: async cluster => ({
      'kustomization.yaml': toYaml({
        resources: ['istiod.yaml'],
        patches: [{ path: 'istiod-patch.yaml' }],
      }),
      'istiod.yaml': await deploymentOf(cluster),
      'istiod-patch.yaml': PATCH,
    }),
    render: async (cluster, folder) =>
      (await kubectl(cluster, ['kustomize', folder])).stdout,
  },
];

/** Makes a cluster what the files say, as the tool of the spelling does. */
export async function syncAsTool(
  cluster: ClusterHandle,
  spelling: Spelling,
  files: Files,
): Promise<void> {
  const folder = join(CACHE, 'git-ops', cluster.name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  await kubectl(
    cluster,
    [
      ...['apply', '--server-side', '--force-conflicts'],
      ...['--field-manager', spelling.tool, '--filename', '-'],
    ],
    { input: await spelling.render(cluster, folder), timeoutMs: 180_000 },
  );
}
