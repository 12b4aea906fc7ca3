import type { Timestamp } from '../basics/identifiers';

/**
 * Somebody who made a plan and asks whoever may to approve it.
 *
 * @public
 */
export interface ApprovalRequest {
  readonly by: string;
  readonly at: Timestamp;
  readonly comment?: string;
}

/**
 * The word of somebody who may approve a plan that it is not to run. It is final: what is wanted
 * all the same needs a new plan.
 *
 * @public
 */
export interface PlanDecline {
  readonly by: string;
  readonly at: Timestamp;
  readonly reason: string;
}
