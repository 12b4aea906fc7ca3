import {
  optional,
  type Certificate,
  type CertificateProblem,
  type MeshConfig,
  type ObjectRef,
  type SharedMeshConfig,
  PROXY_CONFIG_XDS_AGENT,
  ISTIO_META_DNS_CAPTURE,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { toError } from '@backstage/errors';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { meshRootsYaml } from '../../text/meshRootsYaml';
import { parseYaml } from '../../text/parseYaml';
import { MAX_PEM_BLOCKS, scanPem } from '../../text/scanPem';
import { decodeTrustAnchor } from '../trust/certificates';
import {
  at,
  isTrue,
  listOf,
  objectOf,
  textOf,
  textsOf,
  type Json,
} from '../../../kubernetes/objects/json';
import { decodeMeshNetworks, decodeMeshSettings } from './meshSettings';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { ownershipOf } from '../ownership';

/** Istio's default. Source: istio/istio pkg/config/mesh/mesh.go DefaultMeshConfig. */
const DEFAULT_TRUST_DOMAIN = 'cluster.local';

const PROXY_METADATA = ['defaultConfig', 'proxyMetadata'] as const;

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' } as const;

/** A decoded section and what in it was not usable. */
export interface Decoded<T> {
  readonly value: T;
  readonly problems: readonly CertificateProblem[];
}

/**
 * Reads the primary mesh config, with what it inherits from the shared one where istiod has one.
 * Throws when the YAML cannot be read: istiod then keeps what it had, which nobody can see. Source:
 * istio/istio pkg/config/mesh/mesh.go ApplyMeshConfig.
 */
export function decodeMeshConfig(
  configMap: KubernetesObject,
  shared?: KubernetesObject,
): Decoded<MeshConfig> {
  const ref = objectRef(configMap, CONFIG_MAP);
  const yaml = textOf(at(configMap, 'data', 'mesh')) ?? '';
  const mesh = parseKey(configMap, 'mesh');
  const anchors =
    mesh.caCertificates === undefined
      ? undefined
      : decodeAnchors(mesh.caCertificates, ref);
  return {
    value: {
      configMap: ref,
      resourceVersion: configMap.metadata.resourceVersion ?? '',
      ownership: ownershipOf(configMap),
      ...layered(mesh, shared ? parseKey(shared, 'mesh') : {}),
      ...optional({
        caCertificates: anchors?.value,
        rootsYaml: anchors ? meshRootsYaml(yaml) : undefined,
      }),
      xdsAgent: setsXdsAgent(mesh),
      settings: decodeMeshSettings(mesh, describeObject(ref)),
      meshNetworks: decodeMeshNetworks(parseKey(configMap, 'meshNetworks')),
    },
    problems: anchors?.problems ?? [],
  };
}

/**
 * Reads the shared mesh config; without the ConfigMap `exists` is false and everything empty.
 * Throws like {@link decodeMeshConfig}.
 */
export function decodeSharedMeshConfig(
  configMap: KubernetesObject | undefined,
  where: { readonly namespace: string; readonly name: string },
): Decoded<SharedMeshConfig> {
  if (!configMap) {
    return {
      value: {
        configMap: { ...CONFIG_MAP, ...where },
        exists: false,
        ownership: { owner: 'other', managers: [], federations: [] },
        caCertificates: [],
        xdsAgent: false,
        settings: {},
      },
      problems: [],
    };
  }
  const ref = objectRef(configMap, CONFIG_MAP);
  const yaml = textOf(at(configMap, 'data', 'mesh')) ?? '';
  const mesh = parseKey(configMap, 'mesh');
  const anchors = decodeAnchors(mesh.caCertificates, ref);
  const ownership = ownershipOf(configMap);
  return {
    value: {
      configMap: ref,
      exists: true,
      resourceVersion: configMap.metadata.resourceVersion,
      ownership,
      caCertificates: anchors.value,
      xdsAgent: setsXdsAgent(mesh),
      ...optional({
        rootsYaml: ownership.owner === 'self' ? undefined : meshRootsYaml(yaml),
      }),
      settings: decodeMeshSettings(mesh, describeObject(ref)),
    },
    problems: anchors.problems,
  };
}

/**
 * What the two documents give together: a value of the primary one wins, the aliases add up.
 * Settings and lists of roots come from both as well, but a state keeps them for each document, and
 * the analysis lays one over the other.
 */
function layered(
  mesh: Json,
  shared: Json,
): Pick<
  MeshConfig,
  'meshId' | 'trustDomain' | 'trustDomainAliases' | 'dnsCapture'
> {
  const value = (...path: readonly string[]) =>
    at(mesh, ...path) ?? at(shared, ...path);
  const meshId = textOf(value('defaultConfig', 'meshId'));
  return {
    ...optional({ meshId: meshId || undefined }),
    trustDomain: textOf(value('trustDomain')) ?? DEFAULT_TRUST_DOMAIN,
    trustDomainAliases: [
      ...new Set(
        [mesh, shared].flatMap(document =>
          textsOf(document.trustDomainAliases),
        ),
      ),
    ].sort(),
    dnsCapture: isTrue(value(...PROXY_METADATA, ISTIO_META_DNS_CAPTURE)),
  };
}

function setsXdsAgent(mesh: Json): boolean {
  return isTrue(at(mesh, ...PROXY_METADATA, PROXY_CONFIG_XDS_AGENT));
}

function parseKey(
  configMap: KubernetesObject,
  key: 'mesh' | 'meshNetworks',
): Json {
  try {
    return objectOf(parseYaml(textOf(at(configMap, 'data', key)) ?? ''));
  } catch (error) {
    const where = describeObject(objectRef(configMap, CONFIG_MAP));
    throw new Error(`${where}: key ${key}: ${toError(error).message}`);
  }
}

/** Entries with `spiffeBundleUrl` name no certificate that can be read here and are left out. */
function decodeAnchors(
  entries: unknown,
  source: ObjectRef,
): Decoded<readonly Certificate[]> {
  const list = listOf(entries);
  if (list.length > MAX_PEM_BLOCKS) {
    return {
      value: [],
      problems: [
        {
          source,
          field: 'data.mesh caCertificates',
          problem: 'unparsable',
          message: `it has more than ${MAX_PEM_BLOCKS} entries and was not read`,
        },
      ],
    };
  }
  const decoded = list.flatMap((entry, index) => {
    const pem = at(entry, 'pem');
    return typeof pem === 'string'
      ? decodeTrustAnchor(scanPem(pem), {
          source,
          field: `data.mesh caCertificates[${index}].pem`,
        })
      : [];
  });
  return {
    value: decoded.flatMap(({ certificates }) => certificates),
    problems: decoded.flatMap(({ problems }) => problems),
  };
}
