import {
  optional,
  finding,
  type ClusterName,
  type Finding,
  type ObjectRef,
  type RunError,
  counted,
  describeObject,
  withoutStop,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterError } from '../../kubernetes/ClusterClient';
import { mayPass } from './isUnanswered';
import { StepFailedError } from './StepFailedError';

interface Place {
  readonly cluster: ClusterName;
  readonly object: ObjectRef;
}

/** Field managers in words; an API server can refuse a field without telling whose it is. */
export function nameManagers(managers: readonly string[] = []): string {
  return managers.join(', ') || 'another field manager';
}

/**
 * Maps a failed call to what people read. The message says when the write was refused because of
 * another field manager or a version that has moved.
 */
export function callFailed(error: ClusterError, place: Place): StepFailedError {
  const { cluster, object } = place;
  const what = `${describeObject(object)} in ${cluster}`;
  if (error.conflict === 'field-manager') {
    const managers = nameManagers(error.conflictingManagers);
    const message = `${what}: fields that the plan sets belong to ${managers}`;
    return failure(
      finding('MF7007', { cluster, object, message, params: { managers } }),
    );
  }
  if (error.conflict) {
    return worldMoved({
      ...place,
      what: 'was changed while it was written',
      outdated: error.conflict === 'resource-version',
    });
  }
  const { reason } = error;
  const message = `${what}: ${reason.message}`;
  if (reason.kind === 'forbidden') {
    const { verb, resource } = reason;
    const params = { verb, resource };
    return failure(finding('MF7010', { cluster, object, message, params }));
  }
  const found = finding('MF7019', { cluster, object, message });
  return failure(found, { confined: mayPass(error) });
}

/** An object is not as it was when the plan was approved: a conflict, which asks for a new plan. */
export function worldMoved(
  place: Place & { readonly what: string; readonly outdated?: boolean },
): StepFailedError {
  const { cluster, object, what, outdated } = place;
  const message = `${describeObject(object)} in ${cluster} ${what}`;
  return failure(finding('MF7006', { cluster, object, message }), {
    conflict: true,
    ...optional({ outdated }),
  });
}

/** A gate's deadline passed. */
export function gateTimedOut(options: {
  readonly cluster: ClusterName;
  readonly object?: ObjectRef;
  readonly seconds: number;
  readonly reason: string;
}): StepFailedError {
  const { cluster, object, seconds, reason } = options;
  return failure(
    finding('MF7009', {
      cluster,
      ...optional({ object }),
      message: `${cluster}: waited ${seconds} s in vain: ${reason}`,
      params: { condition: reason },
    }),
    { confined: true },
  );
}

/** What a gate waits for will not come: its controller has given it up. */
export function neverReady(options: {
  readonly cluster: ClusterName;
  readonly object?: ObjectRef;
  readonly reason: string;
}): StepFailedError {
  const { cluster, object, reason } = options;
  return failure(
    finding('MF7028', {
      cluster,
      ...optional({ object }),
      message: `${cluster}: ${reason}`,
      params: { condition: reason },
    }),
    { confined: true },
  );
}

/** The cluster answered in a way that the step cannot use. */
export function stepFailed(
  place: Place & { readonly message: string },
): StepFailedError {
  return failure(finding('MF7019', place));
}

/**
 * An error that nobody foresaw. Its message may hold anything, a secret included, so only its name
 * is told.
 */
export function unforeseen(error: unknown, cluster: ClusterName): RunError {
  const name = error instanceof Error ? error.name : 'unknown error';
  return runErrorOf(
    finding('MF7019', {
      cluster,
      message: `the step ended unexpectedly (${name}); the log of the Backstage backend says more`,
    }),
  );
}

/** The plan in the store is not the one that was approved, or is gone. */
export function staleDigest(message: string): RunError {
  return runErrorOf(finding('MF7005', { message }));
}

/** A run whose record cannot be read or written. */
export function givenUp(runId: string, times: number): RunError {
  return runErrorOf(
    finding('MF7029', {
      message: `run ${runId} was taken up ${counted(times, 'time')} in vain`,
    }),
  );
}

/** The plan was made for other federations than there are now. */
export function staleIntent(message: string): RunError {
  return runErrorOf(finding('MF7006', { message }));
}

function failure(
  found: Finding,
  options?: ConstructorParameters<typeof StepFailedError>[1],
): StepFailedError {
  return new StepFailedError(runErrorOf(found), options);
}

/** The message has no mark at its end, even where it ends with a sentence that a cluster said. */
function runErrorOf(found: Finding): RunError {
  const { code, message, fix, cluster, object } = found;
  return {
    code,
    message: withoutStop(message),
    fix,
    ...optional({ cluster, object }),
  };
}
