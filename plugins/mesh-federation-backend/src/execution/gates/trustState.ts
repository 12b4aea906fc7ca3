import { rootsListedBy } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import {
  counted,
  ISTIO_NAMESPACE,
  type Certificate,
  type ClusterName,
  type Fingerprint,
  type ForeignRoot,
  ISTIO_MULTIROOT_MESH,
  ROOT_CONFIG_MAP,
  ROOT_KEY,
  SHARED_MESH_CONFIG_ENV,
  ISTIOD,
  meshConfigName,
  meshConfigRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { fingerprintsOf } from '../../istio/text/fingerprintsOf';
import {
  istiodEnv,
  revisionOf,
} from '../../istio/read/controlplane/controlPlanes';
import { ISTIOD_DEPLOYMENTS } from '../../istio/read/controlplane/istiodLists';
import { objectAddress } from '../../kubernetes/objects/objectAddress';
import { at, isTrue, textOf } from '../../kubernetes/objects/json';
import {
  decodeMeshConfig,
  decodeSharedMeshConfig,
} from '../../istio/read/controlplane/meshConfig';
import type {
  ClusterResult,
  KubernetesObject,
} from '../../kubernetes/ClusterClient';
import { rollout } from './rollout';
import type { StepContext } from '../step/StepContext';
import { closed, open, unanswered, type GateState } from '../step/waitFor';

/** Whether each istiod of a cluster is rolled out with the flags and vouches for every root. */
export async function trustState(
  context: StepContext,
  options: {
    readonly cluster: ClusterName;
    readonly roots: readonly ForeignRoot[];
  },
): Promise<GateState> {
  const { cluster, roots } = options;
  const planes = await context.clients
    .forCluster(cluster)
    .list(ISTIOD_DEPLOYMENTS, { signal: context.signal });
  if (!planes.ok) {
    return unanswered(planes.error, { cluster, object: ISTIOD });
  }
  if (planes.value.length === 0) {
    return closed(`no istiod is found in ${cluster}`);
  }
  for (const plane of planes.value) {
    const state = await planeState(context, { cluster, roots, plane });
    if (!state.open) {
      return state;
    }
  }
  return open(
    `Every istiod of ${cluster} trusts ${counted(
      roots.length,
      'foreign root',
    )}`,
  );
}

async function planeState(
  context: StepContext,
  options: {
    readonly cluster: ClusterName;
    readonly roots: readonly ForeignRoot[];
    readonly plane: KubernetesObject;
  },
): Promise<GateState> {
  const { cluster, roots, plane } = options;
  if (roots.length > 0 && !isTrue(istiodEnv(plane, ISTIO_MULTIROOT_MESH))) {
    return closed(
      `${plane.metadata.name} of ${cluster} runs without ${ISTIO_MULTIROOT_MESH}`,
    );
  }
  const rolled = rollout(plane);
  if (!rolled.open) {
    return rolled;
  }
  const trusted = await trustedRoots(context, cluster, plane);
  if (!trusted.ok) {
    return unanswered(trusted.error, {
      cluster,
      object: meshConfigRef(),
    });
  }
  const missing = roots.find(
    root => !trusted.value.includes(root.certificate.fingerprint),
  );
  return missing
    ? closed(
        `${
          plane.metadata.name
        } of ${cluster} does not trust root ${missing.certificate.fingerprint.slice(
          0,
          16,
        )} of ${missing.cluster} yet`,
      )
    : open('');
}

/**
 * Whether istiod has published the bundle of the cluster's own CA with each of these certificates.
 */
export async function bundleState(
  context: StepContext,
  options: {
    readonly cluster: ClusterName;
    readonly certificates: readonly Pick<Certificate, 'fingerprint'>[];
  },
): Promise<GateState> {
  const { cluster, certificates } = options;
  const object = {
    ...ISTIOD,
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: ROOT_CONFIG_MAP,
  };
  const read = await configMap(context, cluster, object.name);
  if (!read.ok) {
    return unanswered(read.error, { cluster, object });
  }
  const text = textOf(at(read.value, 'data', ROOT_KEY)) ?? '';
  const present = fingerprintsOf(text);
  return certificates.every(root => present.includes(root.fingerprint))
    ? open('')
    : closed(`istiod of ${cluster} has not published its new bundle yet`);
}

/**
 * The roots that a control plane trusts: the bundle of the cluster's own CA, and the list of the
 * mesh config.
 */
async function trustedRoots(
  context: StepContext,
  cluster: ClusterName,
  plane: KubernetesObject,
): Promise<ClusterResult<readonly Fingerprint[]>> {
  const own = await configMap(context, cluster, ROOT_CONFIG_MAP);
  const primary = await configMap(
    context,
    cluster,
    meshConfigName(revisionOf(plane)),
  );
  const name = istiodEnv(plane, SHARED_MESH_CONFIG_ENV);
  const shared = name ? await configMap(context, cluster, name) : undefined;
  for (const read of [own, primary, ...(shared ? [shared] : [])]) {
    if (!read.ok) {
      return read;
    }
  }
  try {
    const listed = rootsListedBy(
      primary.ok && primary.value
        ? decodeMeshConfig(primary.value).value
        : undefined,
      shared?.ok && name
        ? decodeSharedMeshConfig(shared.value, {
            namespace: ISTIO_NAMESPACE,
            name,
          }).value
        : undefined,
    );
    const bundle = own.ok ? textOf(at(own.value, 'data', ROOT_KEY)) : '';
    return {
      ok: true,
      value: [
        ...fingerprintsOf(bundle ?? ''),
        ...listed.map(certificate => certificate.fingerprint),
      ],
    };
  } catch {
    return {
      ok: false,
      error: {
        reason: { kind: 'error', message: 'its mesh config is not valid YAML' },
      },
    };
  }
}

function configMap(
  context: StepContext,
  cluster: ClusterName,
  name: string,
): Promise<ClusterResult<KubernetesObject | undefined>> {
  return context.clients.forCluster(cluster).get(
    objectAddress({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: ISTIO_NAMESPACE,
      name,
    }),
    { signal: context.signal },
  );
}
