import {
  ADMIN,
  NOW,
  allBut,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// The first test starts a backend.
jest.setTimeout(60_000);

describe('audit events', () => {
  let server: TestServer;
  let digest: string;

  /** Federation `demo` with the plan `id-1` and its run `id-2`. */
  beforeAll(async () => {
    server = await startTestServer();
    await server.call(ADMIN, 'put', '/federations/demo', {
      members: ['east', 'west'],
    });
    const plan = await server.call(ADMIN, 'post', '/federations/demo/plans', {
      kind: 'join',
    });
    digest = plan.body.digest;
    await server.call(ADMIN, 'post', '/plans/id-1/runs', { digest });
  });

  beforeEach(() => {
    server.records.length = 0;
  });

  interface Write {
    readonly eventId: string;
    readonly permission: string;
    readonly method: 'delete' | 'put' | 'post';
    readonly path: string;
    readonly body?: () => object;
    /** Has to have happened before. */
    readonly before?: () => Promise<void>;
    readonly meta: () => object;
    /** Known only when it succeeded. */
    readonly result: () => object;
  }

  const WRITES: readonly Write[] = [
    {
      eventId: 'federation-update',
      permission: 'mesh-federation.federation.manage',
      method: 'put',
      path: '/federations/other',
      body: () => ({ members: ['north', 'south'] }),
      meta: () => ({ federation: 'other', clusters: ['north', 'south'] }),
      result: () => ({}),
    },
    {
      eventId: 'plan-create',
      permission: 'mesh-federation.plan.create',
      method: 'post',
      path: '/federations/other/plans',
      body: () => ({ kind: 'join' }),
      meta: () => ({ federation: 'other', kind: 'join' }),
      result: () => ({
        plan: 'id-3',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        status: 'ready',
        clusters: ['north', 'south'],
      }),
    },
    {
      eventId: 'approval-request',
      permission: 'mesh-federation.plan.create',
      method: 'post',
      path: '/plans/id-3/approval-request',
      body: () => ({ comment: 'Please' }),
      meta: () => ({ plan: 'id-3' }),
      result: () => ({ federation: 'other' }),
    },
    {
      eventId: 'plan-decline',
      permission: 'mesh-federation.plan.approve',
      method: 'post',
      path: '/plans/id-3/decline',
      body: () => ({ reason: 'Not today' }),
      meta: () => ({ plan: 'id-3', reason: 'Not today' }),
      result: () => ({ federation: 'other' }),
    },
    {
      eventId: 'run-cancel',
      permission: 'mesh-federation.run.cancel',
      method: 'post',
      path: '/runs/id-2/cancel',
      meta: () => ({ run: 'id-2' }),
      result: () => ({ federation: 'demo', plan: 'id-1' }),
    },
    {
      eventId: 'run-continue',
      permission: 'mesh-federation.plan.approve',
      method: 'post',
      path: '/runs/id-2/continue',
      before: async () => {
        const { runs } = server;
        const lease = await runs.acquire({ owner: 'w', now: NOW, ttlMs: 1 });
        const at = NOW.toISOString();
        await runs.finish(lease!, { status: 'cancelled', at });
      },
      meta: () => ({ run: 'id-2' }),
      result: () => ({ federation: 'demo', plan: 'id-1' }),
    },
    {
      eventId: 'observation-create',
      permission: 'mesh-federation.observation.create',
      method: 'post',
      path: '/observations',
      body: () => ({ clusters: ['east'] }),
      meta: () => ({ clusters: ['east'] }),
      result: () => ({}),
    },
    {
      eventId: 'federation-delete',
      permission: 'mesh-federation.federation.manage',
      method: 'delete',
      path: '/federations/other',
      meta: () => ({ federation: 'other' }),
      result: () => ({}),
    },
  ];

  it.each(WRITES)('$eventId is written when it succeeds', async write => {
    await write.before?.();
    await server.call(ADMIN, write.method, write.path, write.body?.());

    expect(server.records).toEqual([
      {
        eventId: write.eventId,
        result: 'succeeded',
        meta: { user: ADMIN, ...write.meta(), ...write.result() },
      },
    ]);
  });

  it.each(WRITES)('$eventId is written when it is not allowed', async write => {
    const user = allBut(write.permission);
    await server.call(user, write.method, write.path, write.body?.());

    expect(server.records).toEqual([
      {
        eventId: write.eventId,
        result: 'failed',
        error: 'NotAllowedError',
        meta: { user, ...write.meta() },
      },
    ]);
  });

  it('run-start is written when it succeeds, with plan, digest, run and federation', async () => {
    const fresh = await startTestServer();
    await fresh.call(ADMIN, 'put', '/federations/demo', {
      members: ['east', 'west'],
    });
    const plan = await fresh.call(ADMIN, 'post', '/federations/demo/plans', {
      kind: 'join',
    });
    await fresh.call(ADMIN, 'post', '/plans/id-1/runs', {
      digest: plan.body.digest,
    });

    expect(fresh.records.at(-1)).toEqual({
      eventId: 'run-start',
      result: 'succeeded',
      meta: {
        user: ADMIN,
        plan: 'id-1',
        digest: plan.body.digest,
        run: 'id-2',
        federation: 'demo',
      },
    });
  });

  it.each([
    [
      'is not allowed',
      () => allBut('mesh-federation.plan.approve'),
      'NotAllowedError',
    ],
    ['conflicts with another run', () => ADMIN, 'ConflictError'],
  ])('run-start is written when it %s', async (_, user, error) => {
    await server.call(user(), 'post', '/plans/id-1/runs', { digest });

    expect(server.records).toEqual([
      {
        eventId: 'run-start',
        result: 'failed',
        error,
        meta: { user: user(), plan: 'id-1', digest },
      },
    ]);
  });

  it('nothing is written for a read', async () => {
    await server.call(ADMIN, 'get', '/federations/demo');
    await server.call(ADMIN, 'get', '/federations/nope');
    await server.call(ADMIN, 'post', '/federations/demo/plans?dryRun=true', {
      kind: 'join',
    });

    expect(server.records).toEqual([]);
  });
});
