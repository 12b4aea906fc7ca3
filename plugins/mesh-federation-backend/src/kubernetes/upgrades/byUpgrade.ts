import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  CallOptions,
  ClusterError,
  ClusterResult,
  UpgradeFailure,
} from '../ClusterClient';
import { BodyTooLongError } from '../client/boundedText';
import { callSignals } from '../client/callSignals';
import { errorOfFailure, withoutCredentials } from '../client/clusterErrors';

/** A part of a Pod that is reached by an upgrade, as a rule of RBAC names it. */
interface UpgradeSubject {
  readonly resource: 'pods/exec' | 'pods/portforward';
  readonly namespace: string;
}

/**
 * A call by an upgrade, until its deadline, the end of the plugin or that of whoever asks. What
 * goes wrong is an answer: a call that was given up was not refused, and nor was one whose answer
 * is too long.
 */
export async function byUpgrade<T>(
  subject: UpgradeSubject,
  limits: {
    readonly deadlineMs: number;
    readonly stopped: AbortSignal;
    readonly options: CallOptions;
  },
  call: (signal: AbortSignal) => Promise<ClusterResult<T>>,
): Promise<ClusterResult<T>> {
  const { stopped, options } = limits;
  const deadlineMs = options.deadlineMs ?? limits.deadlineMs;
  const { deadline, signal } = callSignals(deadlineMs, stopped, options);
  try {
    signal.throwIfAborted();
    return await call(signal);
  } catch (error) {
    const timedOut = deadline.aborted;
    const tooLong = error instanceof BodyTooLongError;
    const refused =
      signal.aborted || tooLong ? undefined : refusedUpgrade(error, subject);
    return {
      ok: false,
      error: refused ?? {
        ...errorOfFailure(error, { timedOut, deadlineMs }),
        ...optional({ upgrade: tooLong ? 'too-long' : undefined }),
      },
    };
  }
}

/**
 * Of those that are not about rights. An API server that has not got the Pod answers 404, one that
 * is asked too much 429, one that does not reach the node 5xx: it has understood the request.
 */
function failureOf(error: unknown, status: number): UpgradeFailure | undefined {
  if (status < 500 && status !== 404 && status !== 429) {
    return 'no-upgrade';
  }
  // Of Node's HTTP client: the other side has closed the connection before the answer was complete.
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ECONNRESET'
    ? 'cut-off'
    : undefined;
}

/**
 * What the refusal of an upgrade means; `undefined` for what has no message. The WebSocket client
 * reports a refused upgrade only by its message.
 */
function refusedUpgrade(
  error: unknown,
  { resource, namespace }: UpgradeSubject,
): ClusterError | undefined {
  const said =
    typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : '';
  const status = Number(/Unexpected server response: (\d+)/.exec(said)?.[1]);
  if (status === 401 || status === 403) {
    return {
      status,
      reason: {
        kind: 'forbidden',
        message: `${resource} in ${namespace} was refused with ${status}`,
        verb: 'create',
        resource,
        namespace,
      },
    };
  }
  if (said) {
    return {
      ...optional({
        status: Number.isNaN(status) ? undefined : status,
        upgrade: failureOf(error, status),
      }),
      reason: {
        kind: said.includes('timed out') ? 'timeout' : 'unreachable',
        message: withoutCredentials(said),
      },
    };
  }
  return undefined;
}
