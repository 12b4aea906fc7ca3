import { mockCredentials } from '@backstage/backend-test-utils';
import { fakeBackend, refusal } from '../__testUtils__/fakeBackend';
import { createConnect } from './createConnect';
import { mockServices } from '@backstage/backend-test-utils';

const ANN = mockCredentials.user('user:default/ann');

function task(credentials = ANN as never, signal?: AbortSignal) {
  return {
    getInitiatorCredentials: async () => credentials,
    ...(signal ? { signal } : {}),
  };
}

describe('createConnect', () => {
  it('asks with the credentials of whoever started the task', async () => {
    const { connect, calls } = fakeBackend({ 'GET /plans/1': { id: '1' } });

    expect(await connect(task()).getPlan('1')).toEqual({ id: '1' });
    expect(calls[0]?.token).toBe(
      mockCredentials.service
        .header({ onBehalfOf: ANN, targetPluginId: 'mesh-federation' })
        .toString(),
    );
  });

  it('asks nothing when the task has lost its credentials', async () => {
    const { connect, calls } = fakeBackend({});

    await expect(
      connect(task(mockCredentials.none() as never)).getPlan('1'),
    ).rejects.toThrow(/taskRecovery\.enabled/);
    expect(calls).toEqual([]);
  });

  it('asks no more when the task was cancelled', async () => {
    const { connect } = fakeBackend({ 'GET /plans/1': {} });
    const cancelled = AbortSignal.abort(new Error('cancelled'));

    await expect(
      connect(task(undefined, cancelled)).getPlan('1'),
    ).rejects.toThrow('cancelled');
  });

  it('says when nothing answers', async () => {
    const connect = createConnect({
      auth: mockServices.auth(),
      discovery: mockServices.discovery(),
      fetch: async () => {
        throw new TypeError('fetch failed');
      },
    });

    await expect(connect(task()).getPlan('1')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('cannot be reached'),
    });
  });

  it.each([
    [refusal(400, 'digest: no'), 'InputError', 'digest: no'],
    [refusal(400, 'members: no'), 'InputError', 'clusters: no'],
    [refusal(401, 'expired'), 'AuthenticationError', 'Sign in again'],
    [refusal(403, 'no'), 'NotAllowedError', 'ask for what is missing'],
    [refusal(404, 'No plan 1'), 'NotFoundError', 'No plan 1'],
    [
      new Response('', { status: 404 }),
      'NotImplementedError',
      'add @mesh-federation/backstage-plugin-mesh-federation-backend',
    ],
    [refusal(409, 'busy\nnow'), 'ConflictError', 'busy now'],
    [refusal(503, 'wait'), 'ServiceUnavailableError', 'Try again'],
    [refusal(500, 'boom'), 'Error', 'failed (500): boom'],
  ])('words a refusal: %#', async (answer, name, message) => {
    const { connect } = fakeBackend({ 'GET /plans/1': answer });

    await expect(connect(task()).getPlan('1')).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});
