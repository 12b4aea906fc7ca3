import {
  ADMIN,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// The first test starts a backend.
jest.setTimeout(60_000);

describe('requests', () => {
  let server: TestServer;

  /** Federation `demo` with the plan `id-1`; no request below changes that. */
  beforeAll(async () => {
    server = await startTestServer();
    await server.call(ADMIN, 'put', '/federations/demo', {
      members: ['east', 'west'],
    });
    await server.call(ADMIN, 'post', '/federations/demo/plans', {
      kind: 'join',
    });
  });

  describe('that are wrong', () => {
    const TOO_LONG = 'a'.repeat(64);
    const LONG = 'a'.repeat(254);
    const MANY = Array.from({ length: 1001 }, (_, number) => `c${number}`);

    it('tells how large a body may be', async () => {
      const members = Array.from({ length: 2_000 }, () => TOO_LONG);
      const { status, body } = await server.call(
        ADMIN,
        'put',
        '/federations/demo',
        { members },
      );

      expect(status).toBe(400);
      expect(body.error).toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /^body: it has 1340\d\d bytes, and at most 102400 are read/,
        ),
      });
    });

    it.each([
      ['put', '/federations/demo', {}, 'members'],
      ['put', '/federations/demo', { members: 'east' }, 'members'],
      ['put', '/federations/demo', { members: ['east'] }, 'members'],
      ['put', '/federations/demo', { members: ['east', ''] }, 'members'],
      ['put', '/federations/demo', { members: ['east', 7] }, 'members'],
      [
        'put',
        '/federations/demo',
        { members: ['east', 'nowhere'] },
        "members: 'nowhere' is not a cluster",
      ],
      [
        'put',
        '/federations/demo',
        { members: ['east', 'personal'] },
        "members: 'personal' needs a user's own token (oidc)",
      ],
      [
        'put',
        '/federations/demo',
        { members: ['east', 'west'], reader: 'all' },
        'reader',
      ],
      [
        'put',
        '/federations/demo',
        { members: ['east', 'west'], description: 7 },
        'description',
      ],
      [
        'put',
        '/federations/demo',
        { members: ['east', 'west'], owner: 'me' },
        'owner',
      ],
      ['put', '/federations/Demo', { members: ['east', 'west'] }, 'name'],
      [
        'put',
        `/federations/${TOO_LONG}`,
        { members: ['east', 'west'] },
        'name',
      ],
      ['post', '/federations/demo/plans', {}, 'kind'],
      ['post', '/federations/demo/plans', { kind: 'merge' }, 'kind'],
      [
        'post',
        '/federations/demo/plans',
        { kind: 'join', restartWorkloads: 'yes' },
        'restartWorkloads',
      ],
      [
        'post',
        '/federations/demo/plans',
        { kind: 'join', keepFlags: true },
        'keepFlags',
      ],
      [
        'post',
        '/federations/demo/plans',
        { kind: 'leave', clusters: [] },
        'clusters',
      ],
      [
        'post',
        '/federations/demo/plans',
        { kind: 'leave', clusters: ['north'] },
        "clusters: 'north' is not a member of federation demo. Correct the name, or leave it out",
      ],
      ['post', '/plans/id-1/runs', {}, 'digest'],
      ['post', '/plans/id-1/runs', { digest: 'abc' }, 'digest'],
      ['put', '/federations/demo', { members: MANY }, 'members'],
      ['put', '/federations/demo', { members: ['east', LONG] }, 'members'],
      [
        'post',
        '/federations/demo/plans',
        { kind: 'leave', clusters: MANY },
        'clusters',
      ],
      ['post', '/observations', { clusters: MANY }, 'clusters'],
      ['post', '/observations', { clusters: [LONG] }, 'clusters'],
      ['post', '/observations', { clusters: 'east' }, 'clusters'],
      ['post', '/observations', { clusters: [] }, 'clusters'],
      [
        'post',
        '/observations',
        { clusters: ['nowhere'] },
        "clusters: 'nowhere' is not a cluster",
      ],
      ['get', '/runs?federation=', undefined, 'federation'],
      ['get', '/runs?color=red', undefined, 'color'],
      ...[
        '/services/shop/orders/reachability',
        '/entities/by-name/component/default/cart/reachability',
      ].flatMap(path => [
        ['get', `${path}?port=http`, undefined, 'port'] as const,
        ['get', `${path}?port=0`, undefined, 'port'] as const,
        ['get', `${path}?port=70000`, undefined, 'port'] as const,
        ['get', `${path}?from=`, undefined, 'from'] as const,
        ['get', `${path}?color=red`, undefined, 'color'] as const,
        [
          'get',
          `${path}?from=nowhere`,
          undefined,
          "from: 'nowhere' is not a cluster",
        ] as const,
        [
          'get',
          `${path}?from=east&to=nowhere`,
          undefined,
          "to: 'nowhere' is not a cluster",
        ] as const,
        [
          'get',
          `${path}?clientWorkload=cart`,
          undefined,
          'clientWorkload: needs clientNamespace',
        ] as const,
      ]),
    ] as const)(
      '%s %s with %j is a 400 that names the field: %s',
      async (method, path, body, field) => {
        const before = await server.stored();

        const response = await server.call(ADMIN, method, path, body);

        expect(response.status).toBe(400);
        expect(response.body.error.name).toBe('InputError');
        expect(response.body.error.message).toContain(field);
        expect(await server.stored()).toEqual(before);
      },
    );
  });

  describe('for what does not exist', () => {
    it.each([
      ['get', '/federations/nope', undefined, 'No federation nope'],
      ['get', '/federations/nope/plans', undefined, 'No federation nope'],
      [
        'post',
        '/federations/nope/plans',
        { kind: 'join' },
        'No federation nope',
      ],
      ['get', '/plans/nope', undefined, 'No plan nope'],
      ['post', '/plans/nope/runs', { digest: 'a'.repeat(64) }, 'No plan nope'],
      ['get', '/runs/nope', undefined, 'No run nope'],
      ['post', '/runs/nope/cancel', undefined, 'No run nope'],
      [
        'get',
        '/entities/by-name/component/default/nope/mesh',
        undefined,
        'No entity component:default/nope',
      ],
      [
        'get',
        '/entities/by-name/component/default/nope/reachability',
        undefined,
        'No entity component:default/nope',
      ],
      [
        'get',
        '/services/shop/nope/reachability',
        undefined,
        'No cluster has a Service shop/nope',
      ],
      [
        'get',
        '/services/shop/nope/reachability?port=81',
        undefined,
        'No cluster has a Service shop/nope with port 81',
      ],
    ] as const)('%s %s is a 404', async (method, path, body, message) => {
      const response = await server.call(ADMIN, method, path, body);

      expect(response.status).toBe(404);
      expect(response.body.error).toMatchObject({
        name: 'NotFoundError',
        message,
      });
    });
  });
});
