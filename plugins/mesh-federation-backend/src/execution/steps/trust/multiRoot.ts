import type { StepExecutor } from '../../step/StepContext';
import { objectState } from '../../gates/objectState';
import { rollout } from '../../gates/rollout';
import { closed, waitFor } from '../../step/waitFor';
import { applyObjects } from '../../objects/applyObjects';
import type { StepKind } from '../../step/StepKind';
import { renderMultiRoot } from '../../../istio/write/steps/renderMultiRoot';

/** Sets or removes the flags, then waits until istiod is rolled out. */
const execute: StepExecutor<'multi-root'> = async context => {
  await applyObjects(context);
  const { cluster, controlPlane } = context.step;
  return waitFor(context, {
    cluster,
    object: controlPlane.deployment,
    check: () =>
      objectState(context, { cluster, ref: controlPlane.deployment }, live =>
        live
          ? rollout(live)
          : closed(`Deployment ${controlPlane.deployment.name} is gone`),
      ),
  });
};

export const multiRoot: StepKind<'multi-root'> = {
  render: renderMultiRoot,
  execute,
};
