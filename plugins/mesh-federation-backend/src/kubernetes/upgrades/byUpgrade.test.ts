import type { CallOptions, ClusterResult } from '../ClusterClient';
import { BodyTooLongError } from '../client/boundedText';
import { byUpgrade } from './byUpgrade';

/** As the platform has it; its own is of another realm than the tests. */
const GIVEN_UP = Object.assign(new Error('This operation was aborted'), {
  name: 'AbortError',
});

const REFUSED = { message: 'Unexpected server response: 403' };

const call = (
  attempt: (signal: AbortSignal) => Promise<ClusterResult<string>>,
  options: CallOptions = {},
) =>
  byUpgrade(
    { resource: 'pods/exec', namespace: 'shop' },
    { deadlineMs: 10_000, stopped: new AbortController().signal, options },
    attempt,
  );

describe('byUpgrade', () => {
  it('hands out what the call answers', async () => {
    const answer = { ok: true, value: 'dump' } as const;

    expect(await call(async () => answer)).toEqual(answer);
  });

  it('names the right that a refused upgrade lacks', async () => {
    expect(await call(() => Promise.reject(REFUSED))).toEqual({
      ok: false,
      error: {
        status: 403,
        reason: {
          kind: 'forbidden',
          message: 'pods/exec in shop was refused with 403',
          verb: 'create',
          resource: 'pods/exec',
          namespace: 'shop',
        },
      },
    });
  });

  it('takes a call that was given up for no refusal', async () => {
    const asker = new AbortController();

    const answer = call(
      signal => {
        asker.abort(GIVEN_UP);
        return Promise.reject(signal.reason);
      },
      { signal: asker.signal },
    );

    expect(await answer).toEqual({
      ok: false,
      error: {
        reason: { kind: 'timeout', message: 'the call was given up' },
      },
    });
  });

  it('does not begin a call that was given up before', async () => {
    const begun = jest.fn();

    expect(
      await call(begun, { signal: AbortSignal.abort(GIVEN_UP) }),
    ).toMatchObject({
      error: { reason: { kind: 'timeout' } },
    });
    expect(begun).not.toHaveBeenCalled();
  });

  it('says that the deadline has passed', async () => {
    const late = call(
      signal =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(REFUSED));
        }),
      { deadlineMs: 5 },
    );

    expect(await late).toMatchObject({
      error: { reason: { kind: 'timeout', message: 'no answer within 5 ms' } },
    });
  });

  it('takes an answer that is too long for no silence', async () => {
    expect(
      await call(() => Promise.reject(new BodyTooLongError(8))),
    ).toMatchObject({
      error: { reason: { kind: 'error' }, upgrade: 'too-long' },
    });
  });

  it.each([
    [200, 'no-upgrade'],
    [400, 'no-upgrade'],
    [404, undefined],
    [502, undefined],
  ])('tells what does not let a WebSocket through: %i', async (status, how) => {
    const answer = await call(() =>
      Promise.reject({ message: `Unexpected server response: ${status}` }),
    );

    expect(answer).toMatchObject({
      error: { status, reason: { kind: 'unreachable' } },
    });
    expect(answer.ok ? undefined : answer.error.upgrade).toBe(how);
  });

  it('tells that the connection ended before the answer did', async () => {
    const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

    expect(await call(() => Promise.reject(reset))).toMatchObject({
      error: { reason: { kind: 'unreachable' }, upgrade: 'cut-off' },
    });
  });
});
