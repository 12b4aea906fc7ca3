import type { StepExecutor } from '../../step/StepContext';
import { trustState } from '../../gates/trustState';
import { waitFor } from '../../step/waitFor';
import type { StepKind } from '../../step/StepKind';

/**
 * Time for istiod's push to reach the proxies: no endpoint of the other cluster may arrive before
 * the root that vouches for it.
 */
const SETTLE_MS = 2000;

/** Waits until every istiod of the cluster vouches for every wanted root. */
const execute: StepExecutor<'verify-trust'> = async context => {
  const { cluster, roots } = context.step;
  return waitFor(context, {
    cluster,
    settleMs: SETTLE_MS,
    check: () => trustState(context, { cluster, roots }),
  });
};

export const verifyTrust: StepKind<'verify-trust'> = {
  // A gate: it writes nothing.
  render: step => ({
    step,
    title: `Wait until istiod of ${step.cluster} trusts every root`,
    objects: [],
  }),
  execute,
};
