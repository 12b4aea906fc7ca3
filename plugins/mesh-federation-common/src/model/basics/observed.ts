/**
 * Why something is not known. `resource` is `<plural>.<group>` (or `<plural>` for the core group),
 * as in an RBAC rule.
 *
 * @public
 */
export type UnknownReason =
  | {
      readonly kind: 'unreachable' | 'timeout' | 'error' | 'unsupported';
      readonly message: string;
    }
  | {
      readonly kind: 'forbidden';
      readonly message: string;
      readonly verb: string;
      readonly resource: string;
      readonly namespace?: string;
    }
  | { readonly kind: 'not-observed'; readonly message: string };

/**
 * A fact together with when it was seen, or the reason why it is not known. Nothing has a default:
 * a reader has to handle `unknown`.
 *
 * @public
 */
export type Observed<T> =
  | { readonly status: 'observed'; readonly value: T; readonly at: string }
  | {
      readonly status: 'unknown';
      readonly reason: UnknownReason;
      readonly at: string;
    };

/**
 * An observed value; `at` is an ISO 8601 time.
 *
 * @public
 */
export function observed<T>(value: T, at: string): Observed<T> {
  return { status: 'observed', value, at };
}

/**
 * A value that could not be observed; `at` is an ISO 8601 time.
 *
 * @public
 */
export function unknown<T>(reason: UnknownReason, at: string): Observed<T> {
  return { status: 'unknown', reason, at };
}
