import { ConflictError, InputError } from '@backstage/errors';
import type {
  Federation,
  PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What a request may ask of a federation as it is now. */
export function checkRequest(
  federation: Federation,
  request: PlanRequest,
): void {
  const { name, members } = federation;
  if (request.kind === 'join' && members.length < 2) {
    throw new ConflictError(
      `Federation ${name} has fewer than two members: add members before a join`,
    );
  }
  if (request.kind === 'leave') {
    const strange = request.clusters?.find(
      cluster => !members.includes(cluster),
    );
    if (strange !== undefined) {
      throw new InputError(
        `clusters: '${strange}' is not a member of federation ${name}. Correct the name, or leave it out`,
      );
    }
  }
}
