import { counted } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { StepExecutor } from '../../step/StepContext';
import { syncStatuses } from '../../gates/syncStatuses';
import { closed, open, waitFor } from '../../step/waitFor';
import type { StepKind } from '../../step/StepKind';

/** Proxies drop the endpoints within a fraction of a second after istiod; then the roots may go. */
const SETTLE_MS = 1000;

/** Waits until no replica of istiod knows the peer any more. */
const execute: StepExecutor<'wait-forgotten'> = async context => {
  const { cluster, clusterId, peer } = context.step;
  return waitFor(context, {
    cluster,
    settleMs: SETTLE_MS,
    check: async () => {
      const replicas = await syncStatuses(context, { cluster, clusterId });
      if ('open' in replicas) {
        return replicas;
      }
      const knows = replicas.find(replica => replica.status !== undefined);
      return knows
        ? closed(`istiod ${knows.pod} of ${cluster} still knows ${peer}`)
        : open(
            `${peer} is forgotten by ${counted(
              replicas.length,
              'replica',
            )} of istiod`,
          );
    },
  });
};

export const waitForgotten: StepKind<'wait-forgotten'> = {
  // A gate: it writes nothing.
  render: step => ({
    step,
    title: `Wait until istiod of ${step.cluster} has forgotten ${step.peer}`,
    objects: [],
  }),
  execute,
};
