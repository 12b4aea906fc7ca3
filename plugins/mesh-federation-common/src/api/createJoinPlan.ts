import { NotFoundError } from '@backstage/errors';
import {
  optional,
  wantedMembers,
  type ClusterName,
  type Federation,
  type FederationSpec,
  type Plan,
  type PlanRequest,
} from '../model';
import type { MeshFederationApi } from './MeshFederationApi';

/**
 * Clusters that join a federation, and what is wanted of it from now on.
 *
 * @public
 */
export interface Joining {
  readonly federation: string;
  readonly clusters?: readonly ClusterName[] | undefined;
  readonly description?: string | undefined;
  readonly reader?: FederationSpec['reader'] | undefined;
}

/**
 * The plan that clusters join a federation. Where that has to be created or changed first, this is
 * done only for a plan that is not blocked, so that nothing is left half done.
 *
 * @returns the plan, and whether it was stored.
 * @throws InputError when the federation would have a single member.
 *
 * @public
 */
export async function createJoinPlan(
  api: Pick<
    MeshFederationApi,
    'createPlan' | 'getFederation' | 'previewPlan' | 'putFederation'
  >,
  joining: Joining,
  request: PlanRequest,
): Promise<{ readonly plan: Plan; readonly stored: boolean }> {
  const { federation } = joining;
  const spec = wantedFederation(await findFederation(api, federation), joining);
  if (spec) {
    const preview = { ...request, members: spec.members };
    const plan = await api.previewPlan(federation, preview);
    if (plan.status === 'blocked') {
      return { plan, stored: false };
    }
    await api.putFederation(federation, spec);
  }
  return { plan: await api.createPlan(federation, request), stored: true };
}

/**
 * The federation of a name; nothing where there is none yet.
 *
 * @public
 */
export async function findFederation(
  api: Pick<MeshFederationApi, 'getFederation'>,
  name: string,
): Promise<Federation | undefined> {
  try {
    return await api.getFederation(name);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/**
 * What the federation is to be before a join is planned, bound to the version that was read;
 * nothing where it is that already.
 *
 * @throws InputError when the federation would have a single member.
 *
 * @public
 */
export function wantedFederation(
  existing: Federation | undefined,
  joining: Omit<Joining, 'federation'>,
): FederationSpec | undefined {
  const members = wantedMembers(existing, joining.clusters ?? []);
  const description = joining.description ?? existing?.description;
  const reader = joining.reader ?? existing?.reader;
  const isThat =
    existing !== undefined &&
    members.length === existing.members.length &&
    description === existing.description &&
    reader === existing.reader;
  return isThat
    ? undefined
    : {
        members,
        ...optional({ description, reader }),
        version: existing?.version ?? 0,
      };
}
