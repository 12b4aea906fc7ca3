import { InputError } from '@backstage/errors';
import {
  optional,
  type Joining,
  type PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** The input of an action that plans. */
export interface PlanInput extends Joining {
  readonly kind?: 'join' | 'leave' | undefined;
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
