import {
  optional,
  ISTIO_NAMESPACE,
  observed,
  SHARED_MESH_CONFIG,
  unknown,
  type CertificateProblem,
  type ControlPlane,
  type RemoteClusterSync,
  ISTIOD_NAME,
  SHARED_MESH_CONFIG_ENV,
  SYNC_METRIC,
  meshConfigName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  effectiveSettings,
  mainRevision,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import {
  decodeControlPlane,
  decodeVersion,
  injectorName,
  isReady,
  istiodEnv,
  replicasOf,
  revisionOf,
  type ReplicaFacts,
} from '../../istio/read/controlplane/controlPlanes';
import {
  decodeMeshConfig,
  decodeSharedMeshConfig,
} from '../../istio/read/controlplane/meshConfig';
import type { PodHttp } from '../../kubernetes/PodHttp';
import {
  mergedMeshOf,
  monitoringPath,
  remoteClustersOf,
  type IstiodReplicaAccess,
} from '../../istio/ask/askIstiod';
import type { ClusterReads } from './ClusterReads';
import { NotObserved, need, section } from './section';

/** Reads every istiod Deployment of the control plane's namespace, sorted by revision. */
export async function observeControlPlanes(input: {
  readonly reads: ClusterReads;
  readonly now: () => Date;
  readonly plugsIn: () => Promise<boolean>;
  readonly podHttp?: PodHttp;
}): Promise<readonly ControlPlane[]> {
  const deployments = await input.reads.istiods();
  const planes = await Promise.all(
    deployments.map(deployment => observeControlPlane(deployment, input)),
  );
  return planes.sort((a, b) => (a.revision < b.revision ? -1 : 1));
}

/**
 * The entries in the mesh configs of all revisions that are no usable roots. A mesh config that
 * cannot be read has none.
 */
export async function meshConfigProblems(
  reads: ClusterReads,
): Promise<readonly CertificateProblem[]> {
  const deployments = await reads.istiods();
  const problems = await Promise.all(
    deployments
      .flatMap(deployment => [
        meshConfigOf(deployment, reads),
        sharedConfigOf(deployment, reads),
      ])
      .map(decoding =>
        decoding.then(
          decoded => decoded.problems,
          () => [],
        ),
      ),
  );
  const unique = new Map(
    problems.flat().map(problem => [JSON.stringify(problem), problem]),
  );
  return [...unique.values()];
}

/**
 * Whether istiod looks at selected namespaces only, so that the others rightly lack its root
 * ConfigMap: by the settings that the analysis goes by, of the primary and the shared mesh config.
 */
export async function selectsNamespaces(
  reads: ClusterReads,
  now: () => Date,
): Promise<boolean> {
  const deployments = await reads.istiods();
  const main = mainRevision(
    deployments.map(deployment => ({
      deployment,
      revision: revisionOf(deployment),
    })),
  );
  if (
    main === undefined ||
    !(await reads.configMap(meshConfigName(main.revision)))
  ) {
    return false;
  }
  const at = now().toISOString();
  const sharedMeshConfig = istiodEnv(main.deployment, SHARED_MESH_CONFIG_ENV);
  const settings = effectiveSettings({
    meshConfig: observed(
      (await meshConfigOf(main.deployment, reads)).value,
      at,
    ),
    shared: observed((await sharedConfigOf(main.deployment, reads)).value, at),
    ...optional({ sharedMeshConfig }),
  });
  return (
    settings.status === 'observed' &&
    settings.value.discoverySelectors.length > 0
  );
}

async function observeControlPlane(
  deployment: KubernetesObject,
  input: Parameters<typeof observeControlPlanes>[0],
): Promise<ControlPlane> {
  const { reads, now, podHttp } = input;
  const pods = (await reads.pods()).filter(
    pod =>
      pod.metadata.namespace === ISTIO_NAMESPACE &&
      pod.metadata.labels?.app === ISTIOD_NAME,
  );
  const replicas = replicasOf(deployment, pods);
  const accessTo = (pod: KubernetesObject) => ({
    client: reads.client,
    pod: pod.metadata.name,
    ...optional({ podHttp }),
  });
  const ready = replicas.find(isReady);
  const [meshConfig, shared, injector, plugsIn, merged, facts] =
    await Promise.all([
      section(now, async () => (await meshConfigOf(deployment, reads)).value),
      section(now, async () => (await sharedConfigOf(deployment, reads)).value),
      reads.configMap(injectorName(revisionOf(deployment))),
      input.plugsIn(),
      ready && mergedMeshOf(accessTo(ready), reads.options),
      Promise.all(
        replicas.map(
          async (pod): Promise<[string, ReplicaFacts]> => [
            pod.metadata.name,
            await observeReplica(accessTo(pod), reads, now),
          ],
        ),
      ),
    ]);
  return decodeControlPlane({
    deployment,
    pods,
    injector,
    plugsIn,
    meshConfig,
    shared,
    ...optional({
      merged: merged && observed(merged, now().toISOString()),
    }),
    replicaFacts: new Map(facts),
    unseenSync: unknown(
      { kind: 'not-observed', message: 'the replica was not asked' },
      now().toISOString(),
    ),
  });
}

async function meshConfigOf(deployment: KubernetesObject, reads: ClusterReads) {
  const name = meshConfigName(revisionOf(deployment));
  const configMap = await reads.configMap(name);
  if (!configMap) {
    throw new NotObserved({
      kind: 'unsupported',
      message: `there is no ConfigMap ${ISTIO_NAMESPACE}/${name}: istiod reads its mesh config from elsewhere`,
    });
  }
  const shared = istiodEnv(deployment, SHARED_MESH_CONFIG_ENV);
  return decodeMeshConfig(
    configMap,
    shared === undefined ? undefined : await reads.configMap(shared),
  );
}

async function sharedConfigOf(
  deployment: KubernetesObject,
  reads: ClusterReads,
) {
  const name =
    istiodEnv(deployment, SHARED_MESH_CONFIG_ENV) ?? SHARED_MESH_CONFIG;
  return decodeSharedMeshConfig(await reads.configMap(name), {
    namespace: ISTIO_NAMESPACE,
    name,
  });
}

async function observeReplica(
  replica: IstiodReplicaAccess,
  reads: ClusterReads,
  now: () => Date,
): Promise<ReplicaFacts> {
  const { client, options } = reads;
  const [version, sync] = await Promise.all([
    client.getText(monitoringPath(replica.pod, 'version'), options),
    section(now, async () =>
      syncOf(await need(remoteClustersOf(replica, options))),
    ),
  ]);
  const decoded = version.ok ? decodeVersion(version.value) : undefined;
  return { ...optional({ version: decoded || undefined }), sync };
}

function syncOf(
  sync: readonly RemoteClusterSync[] | undefined,
): readonly RemoteClusterSync[] {
  if (!sync) {
    throw new NotObserved({
      kind: 'unsupported',
      message: `istiod has no metric ${SYNC_METRIC}, which is there since Istio 1.29, and cannot be asked itself`,
    });
  }
  return sync;
}
