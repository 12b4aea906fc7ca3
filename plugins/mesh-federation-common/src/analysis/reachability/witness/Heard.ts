import type { ServerTestimony, Testimony, Timestamp } from '../../../model';

/**
 * What istiod said.
 *
 * @alpha
 */
export interface Heard {
  readonly testimonies: readonly Testimony[];
  /** Kinds of clients that were not asked, or for which nobody answered. */
  readonly unheard: number;
  /** Of the servers. */
  readonly servers: {
    readonly testimonies: readonly ServerTestimony[];
    /** Kinds of servers that were not asked, or for which nobody answered. */
    readonly unheard: number;
  };
}

/** When the oldest answer about a client was given. */
export function oldestOf(testimonies: readonly Testimony[]): Timestamp {
  return testimonies.map(({ at }) => at).sort()[0]!;
}
