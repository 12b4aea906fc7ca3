import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';

export type Approval =
  | { readonly possible: true }
  | {
      readonly possible: false;
      readonly reason:
        | 'executed'
        | 'declined'
        | 'outdated'
        | 'blocked'
        | 'empty'
        | 'checking'
        | 'not-permitted';
    };

/**
 * Whether a plan can be approved by the user, and why not. A fault of the plan is named before a
 * missing permission.
 */
export function decideApproval(options: {
  /** A plan is carried out once: it has a run then. */
  readonly plan: Pick<Plan, 'status' | 'run' | 'outdated' | 'declined'>;
  readonly permission: { readonly loading: boolean; readonly allowed: boolean };
}): Approval {
  const { plan, permission } = options;
  if (plan.run) return { possible: false, reason: 'executed' };
  if (plan.declined) return { possible: false, reason: 'declined' };
  if (plan.outdated) return { possible: false, reason: 'outdated' };
  if (plan.status === 'blocked') return { possible: false, reason: 'blocked' };
  if (plan.status === 'empty') return { possible: false, reason: 'empty' };
  if (permission.loading) return { possible: false, reason: 'checking' };
  if (!permission.allowed) return { possible: false, reason: 'not-permitted' };
  return { possible: true };
}
