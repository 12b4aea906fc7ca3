import { ConflictError, InputError } from '@backstage/errors';
import type {
  Federation,
  FederationSpec,
  Inventory,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterHolding } from '../../judging/federations/holdings';

/**
 * Whether a federation may have these members.
 *
 * @throws InputError when a member is not in the inventory or cannot be observed.
 * @throws ConflictError when a member that is taken out still holds objects of the federation:
 *   without being a member it could not
 *   leave, and its objects would stay for ever.
 */
export function checkMembers(options: {
  readonly name: string;
  readonly spec: FederationSpec;
  readonly existing: Federation | undefined;
  readonly inventory: Inventory;
  readonly holdings: readonly ClusterHolding[];
}): void {
  const { name, spec, existing, inventory, holdings } = options;
  for (const member of spec.members) {
    const known = inventory.clusters.find(cluster => cluster.name === member);
    if (!known) {
      throw new InputError(
        `members: '${member}' is not a cluster of the Kubernetes plugin. Correct the name, or register the cluster`,
      );
    }
    if (!known.usable) {
      throw new InputError(
        `members: '${member}' needs a user's own token (${known.authProvider}), so that the backend cannot reach it`,
      );
    }
  }
  const joined = existing?.members.find(
    member =>
      !spec.members.includes(member) &&
      holdings.some(({ cluster, holds }) => cluster === member && holds),
  );
  if (joined !== undefined) {
    throw new ConflictError(
      `members: '${joined}' still holds objects of federation ${name}: plan and run its leave, which takes it out of the members`,
    );
  }
}
