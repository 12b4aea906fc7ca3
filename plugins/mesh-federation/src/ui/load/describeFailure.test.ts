import { aResponseError } from '../../__testUtils__/aResponseError';
import { describeFailure } from './describeFailure';

describe('describeFailure', () => {
  it.each([
    [403, 'NotAllowedError', 'forbidden'],
    [404, 'NotFoundError', 'not-found'],
    [409, 'ConflictError', 'conflict'],
    [500, 'Error', 'error'],
  ] as const)('reads %i %s as %s', async (status, name, kind) => {
    const error = await aResponseError(status, { name, message: 'because' });

    expect(describeFailure(error)).toEqual({ kind, message: 'because' });
  });

  it('finds the code of the registry in the message', async () => {
    const error = await aResponseError(409, {
      name: 'ConflictError',
      message: 'MF7001: the digest is stale',
    });

    expect(describeFailure(error)).toMatchObject({ code: 'MF7001' });
  });

  it('reads an error that never reached the backend', () => {
    expect(describeFailure(new TypeError('Failed to fetch'))).toEqual({
      kind: 'error',
      message: 'Failed to fetch',
    });
  });
});
