import {
  observed,
  unknown,
  type Observed,
  type UnknownReason,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterResult } from '../../kubernetes/ClusterClient';

/** Ends a section: what it needed is not known, for this reason. Never leaves {@link section}. */
export class NotObserved extends Error {
  readonly reason: UnknownReason;

  constructor(reason: UnknownReason) {
    super(reason.message);
    this.reason = reason;
  }
}

/** The value of a call, or the end of the section. */
export async function need<T>(
  result: ClusterResult<T> | Promise<ClusterResult<T>>,
): Promise<T> {
  const settled = await result;
  if (!settled.ok) {
    throw new NotObserved(settled.error.reason);
  }
  return settled.value;
}

/**
 * One part of an observation, which is known or unknown whatever the others are. What a decoder
 * cannot read is unknown as well, with its message.
 */
export async function section<T>(
  now: () => Date,
  read: () => Promise<T>,
): Promise<Observed<T>> {
  const at = now().toISOString();
  try {
    return observed(await read(), at);
  } catch (error) {
    return unknown(
      error instanceof NotObserved
        ? error.reason
        : {
            kind: 'error',
            message: error instanceof Error ? error.message : String(error),
          },
      at,
    );
  }
}
