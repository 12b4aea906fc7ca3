import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ResponseError } from '@backstage/errors';

/**
 * What people need to know of a failed call: of which kind it is, what the backend said, and the
 * code of the registry when there is one.
 */
export interface Failure {
  readonly kind: 'forbidden' | 'not-found' | 'conflict' | 'error';
  readonly message: string;
  readonly code?: string;
}

const KINDS: Readonly<Record<string, Failure['kind']>> = {
  NotAllowedError: 'forbidden',
  NotFoundError: 'not-found',
  ConflictError: 'conflict',
};

/** Looks through the response to the error that the backend threw. */
export function describeFailure(error: Error): Failure {
  const cause =
    error instanceof ResponseError ? error.body?.error ?? error.cause : error;
  const message = cause.message || error.message;
  const told = 'code' in cause ? String(cause.code) : '';
  const code = /\bMF\d{4}\b/.exec(`${told} ${message}`)?.[0];
  return {
    kind: KINDS[cause.name] ?? 'error',
    message,
    ...optional({ code: code || undefined }),
  };
}
