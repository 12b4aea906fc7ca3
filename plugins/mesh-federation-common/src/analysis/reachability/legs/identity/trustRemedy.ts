import {
  SHARED_MESH_CONFIG_ENV,
  type Certificate,
  type ClusterName,
  type ControlPlane,
  type Remedy,
} from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import { federationLabels } from '../../../../model/basics/federationLabels';
import { optional } from '../../../../model/basics/optional';
import { resourceOf } from '../../../../commands/kubectl';
import { ownMeshConfigYaml } from '../../../trust/ownMeshConfigYaml';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { applyRemedy, commandRemedy } from '../../parts/remedies';

/**
 * The flag as a command; the list when it is this plugin's own, so that nothing else in it can be
 * lost, and just as a plan would write it.
 */
export function trustRemedy(
  { cluster }: ClusterIndex,
  plane: ControlPlane,
  roots: readonly Certificate[],
  field: string,
): Remedy | undefined {
  if (field.startsWith('env ')) {
    const name = field.slice('env '.length);
    const value =
      name === SHARED_MESH_CONFIG_ENV && plane.shared.status === 'observed'
        ? plane.shared.value.configMap.name
        : 'true';
    return environmentRemedy(cluster, plane, { name, value });
  }
  const { shared, meshConfig, sharedMeshConfig } = plane;
  if (
    shared.status === 'unknown' ||
    shared.value.ownership.owner !== 'self' ||
    sharedMeshConfig === undefined ||
    (meshConfig.status === 'observed' &&
      meshConfig.value.caCertificates !== undefined)
  ) {
    return undefined;
  }
  const { configMap, caCertificates, resourceVersion } = shared.value;
  const { apiVersion, kind, name, namespace } = configMap;
  const all = new Map(
    [...caCertificates, ...roots].map(item => [item.fingerprint, item]),
  );
  return applyRemedy(cluster, {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      // A root that somebody has added since is not taken away.
      ...optional({ resourceVersion }),
      labels: federationLabels(shared.value.ownership.federations),
    },
    data: {
      mesh: ownMeshConfigYaml(
        [...all.values()].sort((one, other) =>
          compareStrings(one.fingerprint, other.fingerprint),
        ),
      ),
    },
  });
}

/**
 * Sets a variable of istiod. Its object is as it was read, or the API server refuses: a variable
 * has no certain place in its list.
 */
function environmentRemedy(
  cluster: ClusterName,
  { deployment, resourceVersion }: ControlPlane,
  variable: { readonly name: string; readonly value: string },
): Remedy {
  return commandRemedy(cluster, [
    'kubectl',
    'patch',
    ...resourceOf(deployment),
    '--patch',
    JSON.stringify({
      metadata: { resourceVersion },
      spec: {
        template: {
          spec: { containers: [{ name: 'discovery', env: [variable] }] },
        },
      },
    }),
  ]);
}
