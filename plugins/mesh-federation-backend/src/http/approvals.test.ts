import {
  ADMIN,
  NOW,
  only,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// Each test starts a backend of its own.
jest.setTimeout(60_000);

const PLANNER = only('mesh-federation.plan.create');
const APPROVER = only('mesh-federation.plan.approve');

describe('requests about the approval of a plan', () => {
  let server: TestServer;
  let digest: string;

  /** Federation `demo` with the plan `id-1`. */
  beforeEach(async () => {
    server = await startTestServer();
    await server.call(ADMIN, 'put', '/federations/demo', {
      members: ['east', 'west'],
    });
    const { body } = await server.call(
      ADMIN,
      'post',
      '/federations/demo/plans',
      { kind: 'join' },
    );
    digest = body.digest;
  });

  const ask = (body: object, user = PLANNER) =>
    server.call(user, 'post', '/plans/id-1/approval-request', body);
  const decline = (body: object, user = APPROVER) =>
    server.call(user, 'post', '/plans/id-1/decline', body);
  const approve = () =>
    server.call(APPROVER, 'post', '/plans/id-1/runs', { digest });
  const read = async () => {
    const plan = await server.call(ADMIN, 'get', '/plans/id-1');
    const list = await server.call(ADMIN, 'get', '/federations/demo/plans');
    return [plan.body, list.body.items[0]];
  };

  it('keep who asked, when and why, in the plan and in the list, and tell those who look', async () => {
    const approvalRequest = {
      by: PLANNER,
      at: NOW.toISOString(),
      comment: 'For the launch',
    };

    const response = await ask({ comment: 'For the launch' });

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({ id: 'id-1', approvalRequest });
    expect(await read()).toMatchObject([
      { approvalRequest },
      { approvalRequest },
    ]);
    expect(server.publish).toHaveBeenCalledWith({
      type: 'plan',
      planId: 'id-1',
    });
  });

  it('keep what was asked first', async () => {
    await ask({ comment: 'First' });

    const { status, body } = await ask({ comment: 'Second' }, ADMIN);

    expect(status).toBe(200);
    expect(body.approvalRequest).toMatchObject({
      by: PLANNER,
      comment: 'First',
    });
  });

  it('leave the digest as it is: the plan can be approved', async () => {
    await ask({});

    expect((await approve()).status).toBe(201);
  });

  it('keep who declined and why, and approve it no more, nor ask again', async () => {
    const declined = {
      by: APPROVER,
      at: NOW.toISOString(),
      reason: 'Not before Monday',
    };
    await ask({});

    const response = await decline({ reason: 'Not before Monday' });

    expect(response.body).toMatchObject({ id: 'id-1', declined });
    expect(await read()).toMatchObject([{ declined }, { declined }]);
    for (const refused of [
      await approve(),
      await ask({}),
      await decline({ reason: 'Again' }),
    ]) {
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toBe(
        `Plan id-1 was declined by ${APPROVER}: Not before Monday. Make a new plan`,
      );
    }
  });

  it('are refused once the plan was approved', async () => {
    await approve();

    for (const refused of [await ask({}), await decline({ reason: 'Late' })]) {
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toContain('see run id-2');
    }
  });

  it('ask for no plan that is outdated', async () => {
    await server.call(ADMIN, 'put', '/federations/demo', {
      members: ['east', 'north', 'west'],
    });

    const { status, body } = await ask({});

    expect(status).toBe(409);
    expect(body.error.message).toContain('MF7006');
  });

  it.each([
    ['comment', 'approval-request', { comment: 'x'.repeat(1001) }],
    ['comment', 'approval-request', { comment: 1 }],
    ['note', 'approval-request', { note: 'x' }],
    ['reason', 'decline', {}],
    ['reason', 'decline', { reason: ' ' }],
    ['reason', 'decline', { reason: 'x'.repeat(1001) }],
  ])('name the field %s that is wrong in %s %j', async (field, path, body) => {
    const response = await server.call(
      ADMIN,
      'post',
      `/plans/id-1/${path}`,
      body,
    );

    expect(response.status).toBe(400);
    expect(JSON.stringify(response.body)).toContain(field);
  });

  it.each([
    ['approval-request', {}],
    ['decline', { reason: 'No' }],
  ])('find no plan to %s', async (path, body) => {
    const response = await server.call(
      ADMIN,
      'post',
      `/plans/nope/${path}`,
      body,
    );

    expect(response.status).toBe(404);
  });
});

describe('requests for what would be planned', () => {
  it('answer the plan that would be made, and store nothing', async () => {
    const server = await startTestServer();
    await server.call(ADMIN, 'put', '/federations/demo', {
      members: ['east', 'west'],
    });
    const before = await server.stored();
    const preview = await server.call(
      PLANNER,
      'post',
      '/federations/demo/plans?dryRun=true',
      { kind: 'join' },
    );

    expect(await server.stored()).toEqual(before);
    const plan = await server.call(ADMIN, 'post', '/federations/demo/plans', {
      kind: 'join',
    });
    expect(preview.status).toBe(200);
    expect(preview.body).toEqual({
      ...plan.body,
      id: 'id-1',
      createdBy: PLANNER,
    });
  });

  it('plan for members that a federation does not have, and for one that does not exist', async () => {
    const server = await startTestServer();
    const members = ['west', 'east'];
    const { status, body } = await server.call(
      PLANNER,
      'post',
      '/federations/new/plans?dryRun=true',
      { kind: 'join', members },
    );

    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ready',
      request: { kind: 'join' },
      federation: { name: 'new', members: ['east', 'west'] },
    });
    expect(await server.stored()).toEqual([[], [], [], []]);
  });

  it.each([
    ['members', '?dryRun=true', { kind: 'join', members: ['east'] }],
    ['members', '?dryRun=true', { kind: 'join', members: ['east', 'mars'] }],
    ['members', '', { kind: 'join', members: ['east', 'west'] }],
    ['dryRun', '?dryRun=perhaps', { kind: 'join' }],
  ])('name the field %s that is wrong in %s %j', async (field, query, body) => {
    const server = await startTestServer();
    const response = await server.call(
      ADMIN,
      'post',
      `/federations/demo/plans${query}`,
      body,
    );

    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(field);
  });
});
