import type { ActionContext } from './ActionContext';
import { explainReachability } from './explainReachability';
import { getClusterTrust } from './getClusterTrust';
import { listEntityReach } from './listEntityReach';

/**
 * Read-only actions for the actions registry. Each calls the service with the credentials of
 * whoever invokes it, so that he needs the same permissions as over HTTP.
 */
export function registerActions(context: ActionContext): void {
  explainReachability(context);
  listEntityReach(context);
  getClusterTrust(context);
}
