import {
  type ClusterName,
  type ObjectRef,
  describeObject,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterError } from '../../kubernetes/ClusterClient';
import { haltIfAborted } from './haltIfAborted';
import { callFailed, gateTimedOut, neverReady } from './runErrors';
import type { StepContext } from './StepContext';

const MIN_POLL_MS = 500;
const MAX_POLL_MS = 15_000;

/** Whether a gate is open, or what it waits for. */
export type GateState =
  | { readonly open: true; readonly message: string }
  | {
      readonly open: false;
      readonly reason: string;
      /** It will not open by itself: nobody has to wait until the deadline. */
      readonly final?: true;
    };

export function open(message: string): GateState {
  return { open: true, message };
}

export function closed(reason: string): GateState {
  return { open: false, reason };
}

export function givenUp(reason: string): GateState {
  return { open: false, reason, final: true };
}

/**
 * Asks again and again until the gate is open and has stayed open for `settleMs`. Records why it is
 * closed whenever that changes, not with each question. A question that gets no answer is no
 * failure: only the deadline of configuration `runs.gateTimeout`, or `runs.proposalTimeout` after a
 * proposal, is, and what was waited for is told.
 */
export async function waitFor(
  context: StepContext,
  gate: {
    readonly cluster: ClusterName;
    readonly object?: ObjectRef;
    readonly settleMs?: number;
    readonly check: () => Promise<GateState>;
  },
): Promise<string> {
  const begin = context.now().getTime();
  const { gateTimeoutMs } = context;
  const until = new Date(begin + gateTimeoutMs);
  let told: string | undefined;
  let openSince: number | undefined;
  for (;;) {
    haltIfAborted(context.signal);
    const state = await gate.check();
    haltIfAborted(context.signal);
    await context.tellSilence(until);
    const now = context.now().getTime();
    if (state.open) {
      openSince ??= now;
      if (now - openSince >= (gate.settleMs ?? 0)) {
        return state.message;
      }
    } else {
      openSince = undefined;
      if (state.reason !== told) {
        told = state.reason;
        await context.progress(state.reason);
      }
      if (state.final) {
        throw neverReady({ ...gate, reason: state.reason });
      }
      if (now - begin >= gateTimeoutMs) {
        throw gateTimedOut({
          cluster: gate.cluster,
          object: gate.object,
          seconds: Math.round(gateTimeoutMs / 1000),
          reason: state.reason,
        });
      }
    }
    await context.sleep(pollMs(now - begin), context.signal);
  }
}

/** Twice a second at first, and rarely where somebody merges a change only tomorrow. */
function pollMs(waitedMs: number): number {
  return Math.min(Math.max(waitedMs / 60, MIN_POLL_MS), MAX_POLL_MS);
}

/**
 * For a question that the cluster did not answer: a missing right fails the step at once, every
 * other reason may go away by itself.
 */
export function unanswered(
  error: ClusterError,
  place: { readonly cluster: ClusterName; readonly object: ObjectRef },
): GateState {
  if (error.reason.kind === 'forbidden') {
    throw callFailed(error, place);
  }
  return closed(
    `${describeObject(place.object)} of ${place.cluster} cannot be read: ${
      error.reason.message
    }`,
  );
}
