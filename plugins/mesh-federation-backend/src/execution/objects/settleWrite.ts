import type {
  PlannedObject,
  WriteResult,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  ClusterResult,
  KubernetesObject,
} from '../../kubernetes/ClusterClient';
import { mayPass } from '../step/isUnanswered';
import { Patience } from '../step/Patience';
import { callFailed } from '../step/runErrors';
import type { BegunWrite, StepContext } from '../step/StepContext';
import { placeOf, readObject } from './readObject';

/** One write, and how to see whether it has arrived. */
export interface Write {
  readonly object: Pick<PlannedObject, 'cluster' | 'ref'>;
  /** What it makes of the object. */
  readonly result: WriteResult;
  /** What people read while it is at work. */
  readonly message: string;
  /** Sends it; no harm comes of sending it twice. */
  readonly send: () => Promise<ClusterResult<unknown>>;
  /** Whether an object that was read back is as this write makes it. */
  readonly isWritten: (
    live: KubernetesObject | undefined,
    patience: Patience,
  ) => boolean | Promise<boolean>;
}

/**
 * Writes an object and records what became of it. A write that got no answer may have arrived, and
 * may still be on its way: the object is read back before the write is sent again, and before a
 * refusal of the second one is believed. While the cluster does not answer, that goes on until
 * patience ends; then the record says of this object that it is not known.
 */
export async function settleWrite(
  context: StepContext,
  write: Write,
): Promise<void> {
  const { cluster, ref } = write.object;
  const begun = await context.begin(
    { cluster, ref, attempted: write.result },
    write.message,
  );
  try {
    await sendUntilSettled(context, write, begun);
  } catch (error) {
    await begun.doubt();
    throw error;
  }
}

async function sendUntilSettled(
  context: StepContext,
  write: Write,
  begun: BegunWrite,
): Promise<void> {
  const patience = new Patience(context);
  let doubtful = false;
  for (;;) {
    const sent = await write.send();
    if (sent.ok) {
      await patience.end();
      // What is gone at the second attempt to delete it was deleted by the first.
      const absent = sent.value === 'absent' && !doubtful;
      await begun.settle(absent ? 'absent' : write.result);
      return;
    }
    const passing = mayPass(sent.error);
    doubtful ||= passing;
    if (passing) {
      if (patience.isOver) {
        throw callFailed(sent.error, placeOf(write.object));
      }
      await patience.pause();
    }
    if (doubtful && (await hasArrived(context, write, patience))) {
      await begun.settle(write.result);
      return;
    }
    if (!passing) {
      await begun.withdraw();
      throw callFailed(sent.error, placeOf(write.object));
    }
  }
}

async function hasArrived(
  context: StepContext,
  write: Write,
  patience: Patience,
): Promise<boolean> {
  const live = await readObject(context, write.object, patience);
  return write.isWritten(live, patience);
}
