/**
 * Which part of a list is asked for.
 *
 * @public
 */
export interface PageRequest {
  /** Items at most, 1 to 500; default 100. */
  readonly limit?: number;
  /** `nextCursor` of the page before; absent for the first page. */
  readonly cursor?: string;
}

/**
 * A part of a list, and what it leaves out.
 *
 * @public
 */
export interface Paged<T> {
  readonly items: readonly T[];
  /** Gives the next page; absent on the last one. */
  readonly nextCursor?: string;
  /** How many items follow this page; absent when none does. */
  readonly leftOut?: number;
}
