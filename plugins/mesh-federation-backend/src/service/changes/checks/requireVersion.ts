import { ConflictError } from '@backstage/errors';
import type { Federation } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Whether a federation is still at the version that somebody read before he changed it; 0 stands
 * for one that does not exist. Without a version nothing is asked.
 *
 * @throws ConflictError that says who changed it.
 */
export function requireVersion(
  name: string,
  expected: number | undefined,
  existing: Federation | undefined,
): void {
  if (expected === undefined || expected === (existing?.version ?? 0)) {
    return;
  }
  if (!existing) {
    throw new ConflictError(
      `Federation ${name} was deleted since it was read (version ${expected})`,
    );
  }
  throw new ConflictError(
    expected === 0
      ? `Federation ${name} exists already`
      : `Federation ${name} was changed by ${existing.updatedBy} at ${existing.updatedAt} since it was read: it has version ${existing.version}, not ${expected}. Read it again and make the change anew`,
  );
}
