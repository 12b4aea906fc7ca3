import { InputError } from '@backstage/errors';
import {
  optional,
  wantedMembers,
  type ClusterName,
  type Federation,
  type FederationSpec,
  type PlanRequest,
  type ReaderChoice,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The input of an action that plans. */
export interface PlanInput {
  readonly federation: string;
  readonly kind?: 'join' | 'leave' | undefined;
  readonly clusters?: readonly ClusterName[] | undefined;
  readonly description?: string | undefined;
  readonly reader?: ReaderChoice | undefined;
  readonly restartWorkloads?: boolean | undefined;
  readonly keepFlags?: boolean | undefined;
}

const OF_JOIN = ['description', 'reader', 'restartWorkloads'] as const;

/**
 * The request for a plan.
 *
 * @throws InputError that names a field which the kind of plan has no use for.
 */
export function planRequest(input: PlanInput): PlanRequest {
  const { kind = 'join', clusters, restartWorkloads, keepFlags } = input;
  if (kind === 'join') {
    if (keepFlags !== undefined) {
      throw new InputError("keepFlags: only a plan of kind 'leave' has it");
    }
    return { kind, ...optional({ restartWorkloads }) };
  }
  const strange = OF_JOIN.find(field => input[field] !== undefined);
  if (strange) {
    throw new InputError(`${strange}: only a plan of kind 'join' has it`);
  }
  return { kind, ...optional({ clusters, keepFlags }) };
}

/**
 * What the federation is to be before a join is planned; nothing where it is that already. It is
 * bound to the version that was read.
 *
 * @throws InputError when the federation would have a single member.
 */
export function wantedSpec(
  existing: Federation | undefined,
  input: Pick<PlanInput, 'clusters' | 'description' | 'reader'>,
): FederationSpec | undefined {
  const members = wantedMembers(existing, input.clusters ?? []);
  const description = input.description ?? existing?.description;
  const reader = input.reader ?? existing?.reader;
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
