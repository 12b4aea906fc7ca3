import type {
  ClusterState,
  ObjectRef,
  Ownership,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { isProposedTo } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/** Who owns a mesh config; undefined when it was not observed. */
export function ownerOfConfigMap(
  configMap: ObjectRef,
  state: ClusterState | undefined,
): Ownership['owner'] | undefined {
  if (state?.controlPlanes.status !== 'observed') {
    return undefined;
  }
  for (const { meshConfig, shared } of state.controlPlanes.value) {
    for (const config of [meshConfig, shared]) {
      if (
        config.status === 'observed' &&
        config.value.configMap.name === configMap.name &&
        config.value.configMap.namespace === configMap.namespace
      ) {
        return config.value.ownership.owner;
      }
    }
  }
  return undefined;
}

/**
 * Whether an owner would undo a change of a whole text: then it is proposed. An unknown owner
 * counts as one.
 */
export function revertsText(owner: Ownership['owner'] | undefined): boolean {
  return owner === undefined || isProposedTo(owner, 'text');
}
