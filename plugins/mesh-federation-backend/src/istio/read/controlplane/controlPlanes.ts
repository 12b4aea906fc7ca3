import {
  optional,
  type ControlPlane,
  type MeshConfig,
  type MeshSettings,
  type Observed,
  type RemoteClusterSync,
  type SharedMeshConfig,
  ISTIO_MULTIROOT_MESH,
  SHARED_MESH_CONFIG_ENV,
  EDS_FOR_HEADLESS,
  REVISION_LABEL,
  CLUSTER_ID_ENV,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { parseYaml } from '../../text/parseYaml';
import { at, isTrue, listOf, textOf } from '../../../kubernetes/objects/json';
import { rolloutState } from '../../../kubernetes/objects/rolloutState';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { ownershipOf, ownsField } from '../ownership';

/** Istio's default of env `CLUSTER_ID`. Source: istio/istio pilot/pkg/features. */
const DEFAULT_CLUSTER_ID = 'Kubernetes';

const CONTAINER = 'discovery';

/** The env entries of istiod that this plugin sets. */
const OWN_FLAGS = [ISTIO_MULTIROOT_MESH, SHARED_MESH_CONFIG_ENV];

/** Flags of istiod that change who can reach whom. Source: istio/istio pilot/pkg/features. */
const FEATURES = [
  'ENABLE_ENHANCED_DESTINATIONRULE_MERGE',
  'ENABLE_MCS_AUTO_EXPORT',
  'ENABLE_MCS_CLUSTER_LOCAL',
  'ENABLE_MCS_HOST',
  'ENABLE_MCS_SERVICE_DISCOVERY',
  'ENABLE_MULTICLUSTER_HEADLESS',
  'ISTIO_WATCH_NAMESPACE',
  'MCS_API_GROUP',
  'MCS_API_VERSION',
  'PILOT_ENABLE_AMBIENT',
  'PILOT_ENABLE_CROSS_CLUSTER_WORKLOAD_ENTRY',
  EDS_FOR_HEADLESS,
  'PILOT_ENABLE_IP_AUTOALLOCATE',
  'PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES',
  'PILOT_ENABLE_SERVICEENTRY_SELECT_PODS',
  'PILOT_ENABLE_WORKLOAD_ENTRY_HEALTHCHECKS',
  'PILOT_IGNORE_RESOURCES',
  'PILOT_INCLUDE_RESOURCES',
  'PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API',
  'PILOT_SCOPE_GATEWAY_TO_NAMESPACE',
  'PILOT_SEND_UNHEALTHY_ENDPOINTS',
  'PILOT_SKIP_VALIDATE_TRUST_DOMAIN',
  'PILOT_UNIFIED_SIDECAR_SCOPE',
  'RESOLVE_HOSTNAME_GATEWAYS',
];

/** What was seen of one replica beside its Pod. */
export interface ReplicaFacts {
  readonly version?: string;
  readonly sync: Observed<readonly RemoteClusterSync[]>;
}

/** Value of label `istio.io/rev`; a Deployment without the label is the default revision. */
export function revisionOf(object: KubernetesObject): string {
  return object.metadata.labels?.[REVISION_LABEL] || 'default';
}

/** Value of an env entry of istiod's container. */
export function istiodEnv(
  deployment: KubernetesObject,
  name: string,
): string | undefined {
  const entry = listOf(at(containerOf(deployment), 'env')).find(
    item => at(item, 'name') === name,
  );
  return textOf(at(entry, 'value'));
}

/**
 * Name of the injector's ConfigMap. Source: istio/istio
 * manifests/charts/istio-control/istio-discovery/templates.
 */
export function injectorName(revision: string): string {
  return revision === 'default'
    ? 'istio-sidecar-injector'
    : `istio-sidecar-injector-${revision}`;
}

/** The Pods of a revision's Deployment. */
export function replicasOf(
  deployment: KubernetesObject,
  pods: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  return pods
    .filter(
      pod =>
        revisionOf(pod) === revisionOf(deployment) &&
        !pod.metadata.deletionTimestamp,
    )
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** Reads one istiod Deployment. `plugsIn`: Secret cacerts holds the CA. */
export function decodeControlPlane(input: {
  readonly deployment: KubernetesObject;
  readonly pods: readonly KubernetesObject[];
  readonly injector?: KubernetesObject;
  readonly plugsIn: boolean;
  readonly meshConfig: Observed<MeshConfig>;
  readonly shared: Observed<SharedMeshConfig>;
  readonly merged?: Observed<MeshSettings>;
  readonly replicaFacts: ReadonlyMap<string, ReplicaFacts>;
  readonly unseenSync: Observed<readonly RemoteClusterSync[]>;
}): ControlPlane {
  const { deployment } = input;
  const shared = istiodEnv(deployment, SHARED_MESH_CONFIG_ENV);
  const values = injectorValues(input.injector);
  const network = textOf(at(values, 'global', 'network'));
  const version = versionOf(input);
  return {
    revision: revisionOf(deployment),
    deployment: objectRef(deployment, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
    }),
    resourceVersion: deployment.metadata.resourceVersion ?? '',
    generation: deployment.metadata.generation ?? 0,
    rolledOut: rolloutState(deployment).done,
    ...optional({ version: version || undefined }),
    clusterId: istiodEnv(deployment, CLUSTER_ID_ENV) ?? DEFAULT_CLUSTER_ID,
    multiRootMesh: isTrue(istiodEnv(deployment, ISTIO_MULTIROOT_MESH)),
    features: Object.fromEntries(
      FEATURES.flatMap(name => {
        const value = istiodEnv(deployment, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    ...optional({ sharedMeshConfig: shared || undefined }),
    certificateAuthority: authorityOf(deployment, values, input.plugsIn),
    replicas: replicasOf(deployment, input.pods).map(pod => ({
      pod: pod.metadata.name,
      ready: isReady(pod),
      sync: input.replicaFacts.get(pod.metadata.name)?.sync ?? input.unseenSync,
    })),
    ownership: ownershipOf(deployment),
    ownsFlags: OWN_FLAGS.every(flag => ownsEnv(deployment, flag)),
    meshConfig: input.meshConfig,
    shared: input.shared,
    ...optional({ merged: input.merged }),
    ...optional({ injectedNetwork: network || undefined }),
  };
}

/** Condition `Ready` of a Pod. */
export function isReady(pod: KubernetesObject): boolean {
  return listOf(at(pod, 'status', 'conditions')).some(
    condition =>
      at(condition, 'type') === 'Ready' && at(condition, 'status') === 'True',
  );
}

/**
 * Reads istiod's `/version`: `<version>-<git revision>-<build status>`. Source: istio/istio
 * pkg/version/version.go String.
 */
export function decodeVersion(text: string): string | undefined {
  return /^\s*(\d+\.\d+(?:\.\d+)?(?:-(?:alpha|beta|rc|dev)[.\d]*)?)/.exec(
    text,
  )?.[1];
}

function containerOf(deployment: KubernetesObject): unknown {
  return listOf(at(deployment, 'spec', 'template', 'spec', 'containers')).find(
    container => at(container, 'name') === CONTAINER,
  );
}

function versionOf(input: {
  readonly deployment: KubernetesObject;
  readonly replicaFacts: ReadonlyMap<string, ReplicaFacts>;
}): string | undefined {
  const told = [...input.replicaFacts.values()].find(facts => facts.version);
  if (told) {
    return told.version;
  }
  const image = textOf(at(containerOf(input.deployment), 'image')) ?? '';
  const tag = image.split('@')[0].split('/').at(-1)?.split(':')[1] ?? '';
  return decodeVersion(tag);
}

/**
 * An external CA shows in three places: env `EXTERNAL_CA`, a CA server that is switched off, and a
 * CA address given to the proxies. Source: istio/istio pilot/pkg/features/security.go,
 * manifests/charts/istio-control/istio-discovery.
 */
function authorityOf(
  deployment: KubernetesObject,
  values: unknown,
  plugsIn: boolean,
): ControlPlane['certificateAuthority'] {
  const hasServer = istiodEnv(deployment, 'ENABLE_CA_SERVER');
  if (
    istiodEnv(deployment, 'EXTERNAL_CA') ||
    (hasServer !== undefined && !isTrue(hasServer)) ||
    textOf(at(values, 'global', 'caAddress'))
  ) {
    return 'external';
  }
  return plugsIn ? 'plugged-in' : 'self-signed';
}

function ownsEnv(deployment: KubernetesObject, name: string): boolean {
  return ownsField(deployment, [
    'f:spec',
    'f:template',
    'f:spec',
    'f:containers',
    `k:{"name":"${CONTAINER}"}`,
    'f:env',
    `k:{"name":"${name}"}`,
  ]);
}

function injectorValues(injector: KubernetesObject | undefined): unknown {
  try {
    return parseYaml(textOf(at(injector, 'data', 'values')) ?? '');
  } catch {
    return undefined;
  }
}
