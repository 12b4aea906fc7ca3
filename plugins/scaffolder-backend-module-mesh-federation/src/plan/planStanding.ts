import {
  optional,
  type ApprovalRequest,
  type Plan,
  type PlanRun,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What a plan means for a task that works with it. */
export type PlanStanding =
  /** It was approved: this is its newest run. */
  | { readonly kind: 'run'; readonly run: PlanRun }
  /** Nothing is to be done. */
  | { readonly kind: 'empty' }
  /** Nobody has approved it yet; who asked for that, when somebody did. */
  | { readonly kind: 'open'; readonly asked?: ApprovalRequest }
  /** It will never run; why, and what to do. */
  | { readonly kind: 'dead'; readonly reason: string };

/** What a plan means for a task that works with it. */
export function planStanding(plan: Plan): PlanStanding {
  const { run, status, declined, outdated, approvalRequest } = plan;
  if (run) {
    return { kind: 'run', run };
  }
  if (status === 'empty') {
    return { kind: 'empty' };
  }
  if (declined) {
    const { by, at, reason } = declined;
    return dead(plan, `was declined by ${by} at ${at}: ${reason}`);
  }
  if (status === 'blocked') {
    return dead(plan, 'is blocked by findings, which are on its page');
  }
  if (outdated) {
    return dead(
      plan,
      'is outdated: its clusters or what is wanted of them have changed since',
    );
  }
  return { kind: 'open', ...optional({ asked: approvalRequest }) };
}

function dead({ id }: Plan, what: string): PlanStanding {
  return {
    kind: 'dead',
    reason: `Plan ${id} ${what}. Start the template again for a new plan`,
  };
}
