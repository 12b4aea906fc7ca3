import {
  optional,
  ISTIO_NAMESPACE,
  type CertificateProblem,
  type TrustStore,
  ROOT_KEY,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { decodeCertificates, decodeRoots } from './certificates';
import { at, textOf } from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import type { PublicCacerts } from './publicCacerts';
import { fingerprintsOf } from '../../text/fingerprintsOf';
import { scanPem } from '../../text/scanPem';

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
  const configMap = input.rootConfigMaps.find(
    ({ metadata }) => metadata.namespace === ISTIO_NAMESPACE,
  );
  if (!configMap) {
    return undefined;
  }
  const own = decodeRoots(scanPem(bundleOf(configMap)), {
    source: objectRef(configMap, { apiVersion: 'v1', kind: 'ConfigMap' }),
    field: `data.${ROOT_KEY}`,
  });
  const pluggedIn = input.cacerts && decodePluggedIn(input.cacerts);
  return {
    roots: own.certificates,
    laggingNamespaces: laggingNamespaces(input, bundleOf(configMap)),
    ...optional({ pluggedIn: pluggedIn?.value ? pluggedIn.value : undefined }),
    problems: [
      ...own.problems,
      ...(pluggedIn?.problems ?? []),
      ...input.problems,
    ],
  };
}

function bundleOf(configMap: KubernetesObject | undefined): string {
  return textOf(at(configMap, 'data', ROOT_KEY)) ?? '';
}

/**
 * Whoever may write ConfigMaps in a namespace decides on the text there, and there may be thousands
 * of namespaces: a text that is not byte for byte the control plane's is hashed and not decoded.
 */
function laggingNamespaces(
  input: {
    readonly rootConfigMaps: readonly KubernetesObject[];
    readonly namespaces: readonly KubernetesObject[];
    readonly selectsNamespaces: boolean;
  },
  own: string,
): TrustStore['laggingNamespaces'] {
  const expected = distinct(own);
  const bundles = new Map(
    input.rootConfigMaps.map(configMap => [
      configMap.metadata.namespace,
      bundleOf(configMap),
    ]),
  );
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
    .filter(({ bundle }) =>
      bundle === undefined ? !input.selectsNamespaces : bundle !== own,
    )
    .map(({ name, bundle = '' }) => ({
      namespace: name,
      fingerprints: distinct(bundle),
    }))
    .filter(found => found.fingerprints.join() !== expected.join())
    .sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
}

/** As a set: the order within a bundle means nothing. */
function distinct(bundle: string): readonly string[] {
  return [...new Set(fingerprintsOf(bundle))].sort();
}

function decodePluggedIn(cacerts: PublicCacerts): {
  readonly value?: TrustStore['pluggedIn'];
  readonly problems: readonly CertificateProblem[];
} {
  const source = cacerts.secret;
  const signing = decodeCertificates(cacerts.signing, {
    source,
    field: 'data.ca-cert.pem',
  });
  const roots = decodeRoots(cacerts.roots, {
    source,
    field: 'data.root-cert.pem',
  });
  // The chain may be empty: the signing certificate is then issued by a root.
  const chain = cacerts.chain.blank
    ? { certificates: [], problems: [] }
    : decodeCertificates(cacerts.chain, {
        source,
        field: 'data.cert-chain.pem',
      });
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
        },
        problems,
      }
    : { problems };
}
