import {
  optional,
  ISTIO_NAMESPACE,
  type Certificate,
  type CertificateProblem,
  type TrustStore,
  ROOT_KEY,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { decodeCertificates, decodeRoots } from './certificates';
import { at, textOf } from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import type { PublicCacerts } from './publicCacerts';

/**
 * Namespaces into which istiod writes no roots. Source: istio/istio pkg/kube/inject
 * IgnoredNamespaces, without kube-system.
 */
const IGNORED_NAMESPACES = [
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
];

/**
 * Reads what a cluster vouches with. Undefined when istiod has not written the ConfigMap into its
 * own namespace: then nothing is known about the roots.
 *
 * `selectsNamespaces`: the mesh config has discovery selectors, so that a namespace may lack the
 * ConfigMap without lagging behind. `problems` of the mesh configs are added to those found here.
 */
export function decodeTrustStore(input: {
  readonly rootConfigMaps: readonly KubernetesObject[];
  readonly namespaces: readonly KubernetesObject[];
  readonly cacerts?: PublicCacerts;
  readonly selectsNamespaces: boolean;
  readonly problems: readonly CertificateProblem[];
}): TrustStore | undefined {
  const bundles = new Map(
    input.rootConfigMaps.map(configMap => [
      configMap.metadata.namespace ?? '',
      decodeBundle(configMap),
    ]),
  );
  const own = bundles.get(ISTIO_NAMESPACE);
  if (!own) {
    return undefined;
  }
  const pluggedIn = input.cacerts && decodePluggedIn(input.cacerts);
  return {
    roots: own.certificates,
    laggingNamespaces: laggingNamespaces(input, bundles, own.certificates),
    ...optional({ pluggedIn: pluggedIn?.value ? pluggedIn.value : undefined }),
    problems: [
      ...own.problems,
      ...(pluggedIn?.problems ?? []),
      ...input.problems,
    ],
  };
}

function decodeBundle(configMap: KubernetesObject) {
  return decodeRoots(textOf(at(configMap, 'data', ROOT_KEY)) ?? '', {
    source: objectRef(configMap, { apiVersion: 'v1', kind: 'ConfigMap' }),
    field: `data.${ROOT_KEY}`,
  });
}

function laggingNamespaces(
  input: {
    readonly namespaces: readonly KubernetesObject[];
    readonly selectsNamespaces: boolean;
  },
  bundles: ReadonlyMap<
    string,
    { readonly certificates: readonly Certificate[] }
  >,
  own: readonly Certificate[],
): TrustStore['laggingNamespaces'] {
  const expected = fingerprints(own);
  return input.namespaces
    .filter(
      namespace =>
        !IGNORED_NAMESPACES.includes(namespace.metadata.name) &&
        !namespace.metadata.deletionTimestamp,
    )
    .map(({ metadata }) => ({
      name: metadata.name,
      bundle: bundles.get(metadata.name),
    }))
    .filter(({ bundle }) => bundle || !input.selectsNamespaces)
    .map(({ name, bundle }) => ({
      namespace: name,
      fingerprints: fingerprints(bundle?.certificates ?? []),
    }))
    .filter(found => found.fingerprints.join() !== expected.join())
    .sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
}

/** As a set: the order within a bundle means nothing. */
function fingerprints(certificates: readonly Certificate[]): readonly string[] {
  return [
    ...new Set(certificates.map(({ fingerprint }) => fingerprint)),
  ].sort();
}

function decodePluggedIn(cacerts: PublicCacerts): {
  readonly value?: TrustStore['pluggedIn'];
  readonly problems: readonly CertificateProblem[];
} {
  const source = cacerts.secret;
  const signing = decodeCertificates(cacerts.signingPem, {
    source,
    field: 'data.ca-cert.pem',
  });
  const roots = decodeRoots(cacerts.rootPem, {
    source,
    field: 'data.root-cert.pem',
  });
  // The chain may be empty: the signing certificate is then issued by a root.
  const chain = cacerts.chainPem.trim()
    ? decodeCertificates(cacerts.chainPem, {
        source,
        field: 'data.cert-chain.pem',
      })
    : { certificates: [], problems: [] };
  const problems = [...signing.problems, ...chain.problems, ...roots.problems];
  const [first, ...rest] = signing.certificates;
  return first
    ? {
        value: {
          resourceVersion: cacerts.resourceVersion,
          ownership: cacerts.ownership,
          signing: first,
          chain: [...rest, ...chain.certificates],
          roots: roots.certificates,
          rootPem: cacerts.rootPem,
        },
        problems,
      }
    : { problems };
}
