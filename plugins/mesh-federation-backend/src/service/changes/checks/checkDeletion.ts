import { ConflictError } from '@backstage/errors';
import type { Federation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterHolding } from '../../judging/federations/holdings';

/**
 * Whether a federation may be deleted: without it, nobody would know whose the objects are that
 * carry its label.
 *
 * @throws ConflictError when a cluster holds objects of it, or a member is not known to hold none.
 */
export function checkDeletion(options: {
  readonly federation: Federation;
  readonly holdings: readonly ClusterHolding[];
}): void {
  const { federation, holdings } = options;
  const { name, members } = federation;
  const way = 'plan and run its leave first';
  const holder = holdings.find(({ holds }) => holds);
  if (holder) {
    throw new ConflictError(
      `${holder.cluster} still holds objects of federation ${name}: ${way}`,
    );
  }
  const unseen = members.find(
    member => !holdings.some(({ cluster, seen }) => cluster === member && seen),
  );
  if (unseen !== undefined) {
    throw new ConflictError(
      `Whether ${unseen} still holds objects of federation ${name} is not known, because it could not be observed: ${way}, which lets go of a cluster that does not answer`,
    );
  }
}
