import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unknown } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { slowTexts } from '@mesh-federation/fixtures';
import type { KubernetesObject } from '../kubernetes/ClusterClient';

jest.setTimeout(120_000);

type Exported = Readonly<Record<string, unknown>>;
type Read = (...args: readonly unknown[]) => unknown;

/** Every function that a module of these folders exports. */
function functionsIn(folder: string): Readonly<Record<string, Read>> {
  const found: Record<string, Read> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('__')) {
        Object.assign(found, functionsIn(path));
      }
    } else if (!entry.name.endsWith('.test.ts')) {
      const module = jest.requireActual<Exported>(path);
      for (const [name, value] of Object.entries(module)) {
        if (typeof value === 'function') {
          found[name] = value as Read;
        }
      }
    }
  }
  return found;
}

const FUNCTIONS = {
  ...functionsIn(join(__dirname, 'text')),
  ...functionsIn(join(__dirname, 'read')),
};

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** An object in which each free text that some reader looks at is the given one. */
function objectOf(text: string): KubernetesObject {
  const texts = [text];
  const labels = { 'istio.io/rev': text, app: text };
  const container = {
    name: 'istio-proxy',
    image: text,
    args: ['proxy', 'sidecar', text],
    env: [
      { name: 'PROXY_CONFIG', value: text },
      { name: 'CLUSTER_ID', value: text },
      { name: 'PILOT_CERT_PROVIDER', value: text },
      { name: 'SHARED_MESH_CONFIG', value: text },
    ],
    ports: [{ name: text, containerPort: 80 }],
  };
  const destination = { destination: { host: text, subset: text }, weight: 1 };
  const match = {
    uri: { regex: text },
    headers: { [text.slice(0, 60)]: { prefix: text } },
    sourceNamespace: text,
    gateways: texts,
  };
  return {
    apiVersion: 'v1',
    kind: 'A',
    metadata: {
      name: text,
      namespace: text,
      resourceVersion: '1',
      labels,
      annotations: {
        'networking.istio.io/exportTo': text,
        'sidecar.istio.io/status': text,
        'traffic.sidecar.istio.io/excludeOutboundPorts': text,
        'traffic.sidecar.istio.io/includeOutboundIPRanges': text,
        'argocd.argoproj.io/tracking-id': text,
      },
      ownerReferences: [{ kind: 'ReplicaSet', name: text, controller: true }],
      managedFields: [{ manager: text, operation: 'Apply', fieldsV1: {} }],
    },
    data: {
      mesh: text,
      meshNetworks: text,
      values: text,
      'root-cert.pem': text,
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: texts, targetRef: { kind: 'Pod', name: text } }],
    ports: [{ name: text, port: 80, protocol: 'TCP', appProtocol: text }],
    spec: {
      ...destination,
      exportTo: texts,
      gateways: texts,
      hosts: texts,
      host: text,
      addresses: texts,
      address: text,
      network: text,
      serviceAccountName: text,
      clusterIP: text,
      externalName: text,
      selector: labels,
      template: { metadata: { labels }, spec: { containers: [container] } },
      containers: [container],
      http: [{ match: [match], route: [destination] }],
      tls: [{ match: [{ sniHosts: texts, port: 1 }], route: [destination] }],
      tcp: [{ match: [match], route: [destination] }],
      trafficPolicy: { tls: { mode: 'SIMPLE', sni: text } },
      subsets: [{ name: text, labels }],
      egress: [{ hosts: texts, port: { number: 1, protocol: 'HTTP' } }],
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: texts, ipBlocks: texts } }],
          to: [{ operation: { paths: texts, hosts: texts } }],
          when: [{ key: text, values: texts }],
        },
      ],
      servers: [
        { hosts: texts, port: { number: 15443, protocol: 'TLS', name: text } },
      ],
      listeners: [{ name: text, port: 15443, protocol: 'TLS' }],
    },
    status: {
      podIP: text,
      phase: 'Running',
      addresses: [{ value: text }],
      conditions: [{ type: 'Ready', status: 'True' }],
      loadBalancer: { ingress: [{ ip: text, hostname: text }] },
    },
  };
}

const kubeconfigOf = (text: string) =>
  JSON.stringify({
    'current-context': text,
    contexts: [{ name: text, context: { cluster: text, user: text } }],
    clusters: [
      {
        name: text,
        cluster: { server: text, 'certificate-authority-data': base64(text) },
      },
    ],
    users: [{ name: text, user: { token: `${text}.${text}.${text}` } }],
  });

const WHERE = { source: { apiVersion: 'v1', kind: 'A', name: 'a' }, field: '' };
const UNSEEN = unknown(
  { kind: 'error', message: '' },
  '2026-06-01T00:00:00.000Z',
);
const elementOf = (text: string) => ({ tag: 0x13, content: Buffer.from(text) });
const scan = (text: string) => FUNCTIONS.scanPem!(text);

function argumentsOfGateways(text: string): readonly unknown[] {
  const objects = [objectOf(text)];
  return [
    {
      gateways: objects,
      istioGateways: objects,
      services: objects,
      pods: objects,
    },
  ];
}

/** How a reader gets a text that is not simply its only argument, or a list of objects. */
const ARGUMENTS: Readonly<
  Record<string, (text: string) => readonly unknown[]>
> = {
  fingerprintOf: text => [Buffer.from(text)],
  pemOf: text => [Buffer.from(text)],
  readX509: text => [Buffer.from(text)],
  readAsGo: text => [Buffer.from(text)],
  derReader: text => [Buffer.from(text)],
  inside: text => [elementOf(text)],
  booleanOf: text => [elementOf(text)],
  timeOf: text => [elementOf(text)],
  isText: text => [elementOf(text)],
  isAscii: text => [Buffer.from(text)],
  isOid: text => [Buffer.from(text)],
  isInteger: text => [Buffer.from(text)],
  isBitString: text => [Buffer.from(text)],
  skipOptional: text => [FUNCTIONS.derReader!(Buffer.from(text)), 0x30],
  checkExtension: text => [
    {
      name: '551d11',
      isCritical: false,
      value: FUNCTIONS.derReader!(Buffer.from(text)),
    },
  ],
  exportScopes: text => [text.split(',')],
  decodeCertificates: text => [scan(text), WHERE],
  decodeRoots: text => [scan(text), WHERE],
  decodeTrustAnchor: text => [scan(text), WHERE],
  decodeRemoteSecret: text => [
    {
      ...objectOf('a'),
      data: { a: base64(text), b: base64(kubeconfigOf(text)) },
    },
  ],
  publicCacerts: text => [
    { ...objectOf('a'), data: { 'ca-cert.pem': base64(text) } },
  ],
  decodeTrustStore: text => [
    {
      rootConfigMaps: ['istio-system', 'apps'].map(namespace => ({
        metadata: { name: 'istio-ca-root-cert', namespace },
        data: { 'root-cert.pem': `${namespace}${text}` },
      })),
      namespaces: [{ metadata: { name: 'apps' } }],
      selectsNamespaces: false,
      problems: [],
    },
  ],
  decodeProxyRoots: text => [
    `${text}\n${JSON.stringify({
      configs: [
        {
          name: 'ROOTCA',
          secret: {
            validation_context: { trusted_ca: { inline_bytes: base64(text) } },
          },
        },
      ],
    })}`,
  ],
  decodeSyncStatus: text => [
    ['istiod_remote_cluster_sync_status', 'istiod_managed_clusters']
      .map(name => `${name}{${text}`)
      .join('\n'),
  ],
  decodeClusterz: text => [JSON.stringify([{ id: text, syncStatus: text }])],
  decodeMergedMesh: text => [
    JSON.stringify({ trustDomain: text, rootNamespace: text }),
  ],
  decodeGateways: argumentsOfGateways,
  decodeUnlabelledGateways: argumentsOfGateways,
  decodeProxyExtensions: text => [[objectOf(text)], 'EnvoyFilter'],
  decodeMeshRoutes: text => [
    { httpRoutes: [objectOf(text)], grpcRoutes: [objectOf(text)] },
  ],
  decodeControlPlane: text => [
    {
      deployment: objectOf(text),
      pods: [objectOf(text)],
      injector: { ...objectOf('a'), data: { values: text } },
      plugsIn: false,
      meshConfig: UNSEEN,
      shared: UNSEEN,
      replicaFacts: new Map(),
      unseenSync: UNSEEN,
    },
  ],
  decodeApiGateway: text => [
    objectOf(text),
    {
      services: [objectOf(text)],
      pods: [objectOf(text)],
      nodes: [objectOf(text)],
    },
  ],
  addressesOf: text => [
    objectOf(text),
    80,
    { pods: [objectOf(text)], nodes: [objectOf(text)] },
  ],
  gatewayFacts: text => [
    objectOf(text),
    { apiVersion: 'v1', kind: 'Service' },
    { addresses: [text], unproven: [text], silent: [text] },
  ],
  unique: text => [[text]],
  replicasOf: text => [objectOf(text), [objectOf(text)]],
  decodeReader: text => [[objectOf(text)], [text]],
  readerFault: text => [
    { live: objectOf(text), body: objectOf('a'), own: true },
  ],
  requiredAccess: text => [[text]],
  workloadsOf: text => [FUNCTIONS.decodePods!([objectOf(text)])],
  proxyPods: text => [FUNCTIONS.decodePods!([objectOf(text)])],
  decodeMeshConfig: text => [
    { ...objectOf('a'), data: { mesh: text, meshNetworks: text } },
  ],
  decodeSharedMeshConfig: text => [
    { ...objectOf('a'), data: { mesh: text } },
    { namespace: 'a', name: 'b' },
  ],
  hasDiscoverySelectors: text => [{ ...objectOf('a'), data: { mesh: text } }],
  repeatedTexts: text => [text.split(',')],
};

/** Readers of one text. */
const OF_TEXT: ReadonlySet<string> = new Set([
  'scanPem',
  'fingerprintsOf',
  'certificatesOnly',
  'meshRootsYaml',
  'parseYaml',
  'publicAddress',
  'decodeVersion',
  'injectorName',
]);

function argumentsOf(name: string, text: string): readonly unknown[] {
  const own = ARGUMENTS[name];
  if (own) {
    return own(text);
  }
  if (OF_TEXT.has(name)) {
    return [text];
  }
  const object = objectOf(text);
  return /^(decode.*s|.*Pods|sortObjects|workloadsOf)$/.test(name)
    ? [[object], text]
    : [object, text];
}

function faultOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

// All that read, by the folders: a new reader is tried without a line here.
describe.each(Object.entries(FUNCTIONS))('%s', (name, read) => {
  it('gets as far as the texts that it is given', () => {
    expect(faultOf(() => read(...argumentsOf(name, 'a')))).not.toBe(
      'TypeError',
    );
  });

  it('takes time as the texts grow that it is given', () => {
    const slow = slowTexts(text => read(...argumentsOf(name, text)), {
      from: 1_024,
      to: 16_384,
    });

    expect(slow).toEqual([]);
  });
});
