import { ConflictError } from '@backstage/errors';
import type {
  ClusterObservation,
  ClusterState,
  Federation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { holdsObjectsOf } from './holdsObjectsOf';

/**
 * Whether a federation may be deleted: without it, nobody would know whose the objects are that
 * carry its label.
 *
 * @throws ConflictError when a cluster holds objects of it, or a member is not known to hold none.
 */
export function checkDeletion(options: {
  readonly federation: Federation;
  readonly observations: readonly ClusterObservation[];
}): void {
  const { federation, observations } = options;
  const { name, members } = federation;
  const way = 'plan and run its leave first';
  const holder = observations.find(item => holdsObjectsOf(name, item));
  if (holder) {
    throw new ConflictError(
      `${holder.state.cluster} still holds objects of federation ${name}: ${way}`,
    );
  }
  const unseen = members.find(
    member =>
      !observations.some(
        ({ state }) => state.cluster === member && showsObjects(state),
      ),
  );
  if (unseen !== undefined) {
    throw new ConflictError(
      `Whether ${unseen} still holds objects of federation ${name} is not known, because it could not be observed: ${way}, which lets go of a cluster that does not answer`,
    );
  }
}

/** Every section was observed in which objects of ours can be. */
function showsObjects(state: ClusterState): boolean {
  const { controlPlanes, remoteSecrets, gateways, reader } = state;
  return (
    [remoteSecrets, gateways, reader].every(
      ({ status }) => status === 'observed',
    ) &&
    controlPlanes.status === 'observed' &&
    controlPlanes.value.every(({ shared }) => shared.status === 'observed')
  );
}
