import { ExponentialBackoff, halfJitterGenerator } from 'cockatiel';
import type {
  ClusterName,
  ObjectRef,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterResult } from '../../kubernetes/ClusterClient';
import { haltIfAborted } from './haltIfAborted';
import { callFailed } from './runErrors';
import type { StepContext } from './StepContext';

const ATTEMPTS = 3;
/** With jitter: calls that failed together are not tried again together. */
const BACKOFF = new ExponentialBackoff({
  generator: halfJitterGenerator,
  initialDelay: 1000,
});

/**
 * A call that must succeed: it is tried again when the cluster does not answer, and in the end
 * fails the step. No call does harm when it is repeated.
 */
export async function callCluster<T>(
  context: StepContext,
  place: { readonly cluster: ClusterName; readonly object: ObjectRef },
  call: () => Promise<ClusterResult<T>>,
): Promise<T> {
  let pause = BACKOFF.next();
  for (let attempt = 1; ; attempt++) {
    const result = await call();
    if (result.ok) {
      return result.value;
    }
    const { kind } = result.error.reason;
    const transient = kind === 'unreachable' || kind === 'timeout';
    if (!transient || attempt === ATTEMPTS) {
      throw callFailed(result.error, place);
    }
    await context.sleep(pause.duration, context.signal);
    haltIfAborted(context.signal);
    pause = pause.next(undefined);
  }
}
