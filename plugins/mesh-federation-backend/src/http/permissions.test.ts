import { aMeshOfServices } from '@mesh-federation/fixtures';
import { newRun } from '../service/changes/newRun';
import {
  ADMIN,
  NOW,
  allBut,
  only,
  SERVICE,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

interface Route {
  readonly method: 'delete' | 'get' | 'put' | 'post';
  readonly path: string;
  readonly permission: string;
  readonly body?: object;
  readonly status?: number;
  /** Undoes what a request that was allowed has done. */
  readonly after?: (server: TestServer) => Promise<void>;
}

const TOPOLOGY = 'mesh-federation.topology.read';

/**
 * One row for each operation of the OpenAPI document. Federation `demo` has the plan `id-1`;
 * federation `other` has the run `id-3`, federation `spare` has neither. Run `failed` is of plan
 * `id-1`. Nobody has decided on plan `open` of federation `demo`.
 */
const ROUTES: readonly Route[] = [
  { method: 'get', path: '/clusters', permission: TOPOLOGY },
  { method: 'get', path: '/trust', permission: TOPOLOGY },
  { method: 'get', path: '/findings', permission: TOPOLOGY },
  { method: 'get', path: '/witness', permission: TOPOLOGY },
  { method: 'get', path: '/federations', permission: TOPOLOGY },
  { method: 'get', path: '/federations/demo', permission: TOPOLOGY },
  {
    method: 'put',
    path: '/federations/demo',
    permission: 'mesh-federation.federation.manage',
    body: { members: ['east', 'west'] },
  },
  {
    method: 'delete',
    path: '/federations/spare',
    permission: 'mesh-federation.federation.manage',
    status: 204,
  },
  { method: 'get', path: '/federations/demo/affected', permission: TOPOLOGY },
  { method: 'get', path: '/runs/id-3/events', permission: TOPOLOGY },
  { method: 'get', path: '/federations/demo/plans', permission: TOPOLOGY },
  {
    method: 'post',
    path: '/federations/demo/plans',
    permission: 'mesh-federation.plan.create',
    body: { kind: 'join' },
    status: 201,
  },
  { method: 'get', path: '/plans/id-1', permission: TOPOLOGY },
  {
    method: 'post',
    path: '/plans/open/approval-request',
    permission: 'mesh-federation.plan.create',
    body: { comment: 'Please' },
  },
  {
    method: 'post',
    path: '/plans/open/decline',
    permission: 'mesh-federation.plan.approve',
    body: { reason: 'Not today' },
  },
  {
    method: 'post',
    path: '/runs/failed/continue',
    permission: 'mesh-federation.plan.approve',
    after: failRun,
  },
  {
    method: 'post',
    path: '/plans/id-1/runs',
    permission: 'mesh-federation.plan.approve',
    status: 201,
  },
  { method: 'get', path: '/runs', permission: TOPOLOGY },
  { method: 'get', path: '/runs/id-3', permission: TOPOLOGY },
  {
    method: 'post',
    path: '/runs/id-3/cancel',
    permission: 'mesh-federation.run.cancel',
  },
  {
    method: 'post',
    path: '/observations',
    permission: 'mesh-federation.observation.create',
    body: {},
  },
  {
    method: 'get',
    path: '/entities/by-name/component/default/cart/mesh',
    permission: 'mesh-federation.entity.read',
  },
  {
    method: 'get',
    path: '/entities/by-name/component/default/cart/reachability',
    permission: 'mesh-federation.entity.read',
  },
  {
    method: 'get',
    path: '/services/shop/orders/reachability',
    permission: TOPOLOGY,
  },
];

/** Lets the oldest run of which nobody takes care fail: that is the one called `failed`. */
async function failRun({ runs }: TestServer): Promise<void> {
  const lease = await runs.acquire({ owner: 'test', now: NOW, ttlMs: 1000 });
  const at = NOW.toISOString();
  await runs.finish(lease!, { status: 'failed', at });
}

// The first test starts a backend.
jest.setTimeout(60_000);

describe('permissions', () => {
  let server: TestServer;
  let digest: string;

  beforeAll(async () => {
    server = await startTestServer();
    await server.call(ADMIN, 'put', '/federations/demo', {
      members: ['east', 'west'],
    });
    await server.call(ADMIN, 'put', '/federations/other', {
      members: ['north', 'south'],
    });
    await server.call(ADMIN, 'put', '/federations/spare', {
      members: ['north', 'south'],
    });
    const join = { kind: 'join' };
    const plan = await server.call(
      ADMIN,
      'post',
      '/federations/demo/plans',
      join,
    );
    digest = plan.body.digest;
    const other = await server.call(
      ADMIN,
      'post',
      '/federations/other/plans',
      join,
    );
    await server.call(ADMIN, 'post', '/plans/id-2/runs', {
      digest: other.body.digest,
    });
    await server.runs.createRun(
      newRun({
        plan: (await server.federations.getPlan('id-1'))!,
        id: 'failed',
        user: ADMIN,
        now: NOW,
      }),
      ['east', 'west'],
    );
    await failRun(server);
    await server.federations.savePlan({
      ...(await server.federations.getPlan('id-1'))!,
      id: 'open',
      createdAt: new Date(NOW.getTime() + 1000).toISOString(),
    });
    for (const state of aMeshOfServices()) {
      server.states.set(state.cluster, state);
    }
  });

  function call(user: string | undefined, route: Route) {
    const body = route.path.endsWith('/plans/id-1/runs')
      ? { digest }
      : route.body;
    return server.call(user, route.method, route.path, body);
  }

  it.each(ROUTES)(
    '$method $path is refused without $permission, whatever else is allowed, and writes nothing',
    async route => {
      const before = await server.stored();
      server.observation.observe.mockClear();
      server.wake.mockClear();

      const response = await call(allBut(route.permission), route);

      expect(response.status).toBe(403);
      expect(response.body.error).toMatchObject({
        name: 'NotAllowedError',
        message: `Permission ${route.permission} is missing`,
      });
      expect(await server.stored()).toEqual(before);
      expect(server.observation.observe).not.toHaveBeenCalled();
      expect(server.wake).not.toHaveBeenCalled();
    },
  );

  it.each(ROUTES)(
    '$method $path is refused without credentials',
    async route => {
      const response = await call(undefined, route);

      expect(response.status).toBe(401);
    },
  );

  it.each(ROUTES)(
    '$method $path is allowed with $permission alone',
    async route => {
      const response = await call(only(route.permission), route);

      expect(response.body.error).toBeUndefined();
      expect(response.status).toBe(route.status ?? 200);
      await route.after?.(server);
    },
  );

  it.each(ROUTES.filter(({ method, path }) => isChange(method, path)))(
    '$method $path is refused to a service, which has every permission, and audited',
    async route => {
      const before = await server.stored();
      server.records.length = 0;

      const response = await call(SERVICE, route);

      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain(
        `${SERVICE} is a service and may change nothing`,
      );
      expect(await server.stored()).toEqual(before);
      expect(server.records).toMatchObject([
        { result: 'failed', meta: { user: SERVICE } },
      ]);
    },
  );

  it.each(ROUTES.filter(({ method, path }) => !isChange(method, path)))(
    '$method $path is open to a service',
    async route => {
      const { status } = await call(SERVICE, route);

      expect([401, 403]).not.toContain(status);
    },
  );
});

/** To observe writes to no cluster and changes nothing that somebody wants. */
function isChange(method: Route['method'], path: string): boolean {
  return method !== 'get' && path !== '/observations';
}

describe('who may change something', () => {
  const MEMBERS = { members: ['east', 'west'] };

  it('is a service too when the configuration lists it', async () => {
    const server = await startTestServer({
      config: { changes: { services: [SERVICE] } },
    });

    const { status, body } = await server.call(
      SERVICE,
      'put',
      '/federations/demo',
      MEMBERS,
    );

    expect(status).toBe(200);
    expect(body.updatedBy).toBe(SERVICE);
  });

  /** Who made a plan approves it, then somebody else. */
  async function approvals(anotherPerson: boolean) {
    const server = await startTestServer({
      config: { approval: { anotherPerson } },
    });
    await server.call(ADMIN, 'put', '/federations/demo', MEMBERS);
    const { body: plan } = await server.call(
      ADMIN,
      'post',
      '/federations/demo/plans',
      { kind: 'join' },
    );
    const approve = (user: string) =>
      server.call(user, 'post', `/plans/${plan.id}/runs`, {
        digest: plan.digest,
      });
    const own = await approve(ADMIN);
    return [own, await approve(only('mesh-federation.plan.approve'))] as const;
  }

  it('approves no plan of his own where another person is wanted', async () => {
    const [own, other] = await approvals(true);

    expect(own.status).toBe(403);
    expect(own.body.error.message).toContain(
      'another person has to approve it',
    );
    expect(other.status).toBe(201);
  });

  it('approves a plan of his own otherwise', async () => {
    const [own] = await approvals(false);

    expect(own.status).toBe(201);
  });
});
