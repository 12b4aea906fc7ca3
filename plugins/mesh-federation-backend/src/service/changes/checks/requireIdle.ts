import { ConflictError } from '@backstage/errors';
import type { Federation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { RunStore } from '../../../database/RunStore';

/**
 * Members and reader of a federation do not change while a run works on one of its clusters: the
 * run does what was wanted when it was approved. The description may change.
 *
 * @throws ConflictError that names the run.
 */
export async function requireIdle(options: {
  readonly federation: Federation;
  readonly existing: Federation | undefined;
  readonly runs: Pick<RunStore, 'holderOf'>;
}): Promise<void> {
  const { federation, existing, runs } = options;
  const intentOf = ({ members, reader }: Federation) =>
    JSON.stringify([members, reader]);
  if (existing && intentOf(existing) === intentOf(federation)) {
    return;
  }
  const holder = await runs.holderOf([
    ...federation.members,
    ...(existing?.members ?? []),
  ]);
  if (holder) {
    throw new ConflictError(
      `members: run ${holder.runId} works on ${holder.cluster} and has not ended: wait for it or cancel it`,
    );
  }
}
