import type { StepExecutor } from '../StepContext';
import { rollout } from '../rollout';
import { readObject } from '../writeObject';
import { closed, waitFor } from '../waitFor';
import { writeObjects } from './writeObjects';

/** Sets or removes the flags, then waits until istiod is rolled out. */
export const executeMultiRoot: StepExecutor<'multi-root'> = async context => {
  await writeObjects(context);
  const { cluster, controlPlane } = context.step;
  return waitFor(context, {
    cluster,
    object: controlPlane.deployment,
    check: async () => {
      const live = await readObject(context, {
        cluster,
        ref: controlPlane.deployment,
      });
      return live
        ? rollout(live)
        : closed(`Deployment ${controlPlane.deployment.name} is gone`);
    },
  });
};
