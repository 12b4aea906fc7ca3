import type {
  ClusterName,
  ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterResult } from '../../kubernetes/ClusterClient';
import { mayPass } from './isUnanswered';
import { Patience } from './Patience';
import { callFailed } from './runErrors';
import type { StepContext } from './StepContext';

/**
 * A call that must succeed and does no harm when it is repeated: it is tried again while the
 * cluster does not answer. Fails the step when patience ends.
 */
export async function callCluster<T>(
  context: StepContext,
  place: { readonly cluster: ClusterName; readonly object: ObjectRef },
  call: () => Promise<ClusterResult<T>>,
  patience = new Patience(context),
): Promise<T> {
  for (;;) {
    const result = await call();
    if (result.ok) {
      await patience.end();
      return result.value;
    }
    if (!mayPass(result.error) || patience.isOver) {
      throw callFailed(result.error, place);
    }
    await patience.pause();
  }
}
