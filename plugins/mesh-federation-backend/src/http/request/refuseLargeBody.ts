import { InputError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';

/** What Express reads of a JSON body when nothing else is said: 100 KB. */
const LIMIT = 102_400;

/**
 * Says how large a body may be. It was not read, so that no field can be named. Other errors go on
 * as they are. Of the parser's error Backstage's router leaves the message alone
 * (`@backstage/backend-openapi-utils`, validatorErrorTransformer).
 */
export const refuseLargeBody: ErrorRequestHandler = (
  error,
  request,
  _response,
  next,
) => {
  next(
    error?.message === 'request entity too large'
      ? new InputError(
          `body: it has ${request.get(
            'content-length',
          )} bytes, and at most ${LIMIT} are read. Shorten its lists and texts`,
        )
      : error,
  );
};
