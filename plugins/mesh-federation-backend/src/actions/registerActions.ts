import type { ActionContext } from './ActionContext';
import { explainReachability } from './explainReachability';
import { getClusterTrust } from './getClusterTrust';
import { listEntityReach } from './listEntityReach';
import { planJoin } from './planJoin';
import { requestApproval } from './requestApproval';

/**
 * What the actions registry offers, to assistants among others. Each action calls the service with
 * the credentials of whoever invokes it, so that he needs the same permissions as over HTTP. None
 * approves or applies anything: that is for people who have looked at the plan.
 */
export function registerActions(context: ActionContext): void {
  explainReachability(context);
  listEntityReach(context);
  getClusterTrust(context);
  planJoin(context);
  requestApproval(context);
}
