import { mockCredentials } from '@backstage/backend-test-utils';
import { observed } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  ADMIN,
  NOW,
  allBut,
  only,
  startTestServer,
  type TestServer,
} from '../__testUtils__/startTestServer';

// The first test starts a backend.
jest.setTimeout(60_000);

const SHOP = { federation: 'shop', clusters: ['east', 'west'] };

const PERMISSION = {
  read: 'mesh-federation.topology.read',
  manage: 'mesh-federation.federation.manage',
  plan: 'mesh-federation.plan.create',
  approve: 'mesh-federation.plan.approve',
};

let server: TestServer;

async function connected(user: string) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(server.mcpUrl()), {
      requestInit: {
        headers: { Authorization: mockCredentials.user.header(user) },
      },
    }) as Parameters<typeof client.connect>[0],
  );
  return client;
}

/** What a tool gave, or why it was refused. */
async function call(name: string, args: object, user = ADMIN) {
  const client = await connected(user);
  try {
    const { isError, content, structuredContent } = await client.callTool({
      name: `mesh-federation.${name}`,
      arguments: { ...args },
    });
    const [first] = content as { text: string }[];
    return isError
      ? { refused: first!.text }
      : { output: structuredContent as Record<string, unknown> };
  } finally {
    await client.close();
  }
}

/** A plan that is ready, as whoever may do everything makes it. */
async function planned() {
  const { output } = await call('plan-join', SHOP);
  return output as { planId: string; digest: string; status: string };
}

describe('an assistant at the MCP endpoint', () => {
  beforeEach(async () => {
    server = await startTestServer({ mcp: true });
  });

  it('sees what each tool does, and none that approves or applies', async () => {
    const client = await connected(ADMIN);
    const { tools } = await client.listTools();
    await client.close();

    expect(
      tools.map(({ name, annotations }) => [
        name,
        annotations?.readOnlyHint,
        annotations?.destructiveHint,
        annotations?.idempotentHint,
      ]),
    ).toEqual([
      ['mesh-federation.explain-reachability', true, false, true],
      ['mesh-federation.list-entity-reach', true, false, true],
      ['mesh-federation.get-cluster-trust', true, false, true],
      ['mesh-federation.plan-join', false, false, false],
      ['mesh-federation.request-approval', false, false, true],
    ]);
  });

  it('plans that clusters join a new federation, then one more', async () => {
    const { output } = await call('plan-join', SHOP);

    expect(output).toMatchObject({
      planId: expect.any(String),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      link: `https://backstage.example/mesh-federation/plans/${output?.planId}`,
      status: 'ready',
      nextStep: expect.stringContaining('request-approval'),
      members: ['east', 'west'],
    });
    expect(output?.steps).not.toHaveLength(0);
    expect(server.observation.observe).toHaveBeenCalledWith(
      expect.objectContaining({ clusters: ['east', 'west'] }),
    );

    const more = await call('plan-join', { ...SHOP, clusters: ['north'] });

    expect(more.output).toMatchObject({ members: ['east', 'north', 'west'] });
    expect(await server.federations.getFederation('shop')).toMatchObject({
      members: ['east', 'north', 'west'],
      version: 2,
      updatedBy: ADMIN,
    });
    expect(server.wake).not.toHaveBeenCalled();
  });

  it('keeps what the federation says of itself, and adds nothing to members', async () => {
    await server.call(ADMIN, 'put', '/federations/shop', {
      members: SHOP.clusters,
      description: 'The shop',
      reader: 'without-secrets',
    });

    await call('plan-join', SHOP);
    expect(await server.federations.getFederation('shop')).toMatchObject({
      version: 1,
    });

    await call('plan-join', { ...SHOP, clusters: ['north'] });
    expect(await server.federations.getFederation('shop')).toMatchObject({
      description: 'The shop',
      reader: 'without-secrets',
      version: 2,
    });
  });

  it('stores nothing for clusters that cannot join, and says what is in the way', async () => {
    server.states.set('west', {
      ...server.states.get('west')!,
      controlPlanes: observed([], NOW.toISOString()),
    });
    const before = await server.stored();

    const { output } = await call('plan-join', SHOP);

    expect(output).toMatchObject({
      status: 'blocked',
      nextStep: expect.stringContaining('Mend'),
      findings: expect.arrayContaining([
        expect.objectContaining({ blocking: true, cluster: 'west' }),
      ]),
    });
    expect(output).not.toHaveProperty('planId');
    expect(await server.stored()).toEqual(before);
  });

  it('asks for approval, once', async () => {
    const { planId, digest } = await planned();

    const first = await call('request-approval', {
      planId,
      digest,
      comment: 'For the launch',
    });
    const second = await call(
      'request-approval',
      { planId, digest },
      allBut(PERMISSION.approve),
    );

    expect(first.output).toMatchObject({
      planId,
      askedBy: ADMIN,
      link: expect.stringContaining(planId),
    });
    expect(second).toEqual(first);
    const { body } = await server.call(ADMIN, 'get', `/plans/${planId}`);
    expect(body.approvalRequest).toMatchObject({
      by: ADMIN,
      comment: 'For the launch',
    });
    expect(body).not.toHaveProperty('run');
    expect(server.wake).not.toHaveBeenCalled();
    expect(server.records.map(({ eventId }) => eventId)).not.toContain(
      'run-start',
    );
  });

  it('leaves who asked on record', async () => {
    const { planId, digest } = await planned();
    await call('request-approval', { planId, digest });

    expect(
      server.records
        .filter(({ meta }) => 'user' in meta)
        .map(({ eventId, result }) => [eventId, result]),
    ).toEqual([
      ['federation-update', 'succeeded'],
      ['plan-create', 'succeeded'],
      ['approval-request', 'succeeded'],
    ]);
  });
});

describe('an assistant that is refused', () => {
  beforeAll(async () => {
    server = await startTestServer({ mcp: true });
  });

  it.each([
    ['nobody in particular', only('nothing'), PERMISSION.read],
    ['somebody who only looks', only(PERMISSION.read), PERMISSION.plan],
    [
      'somebody who may not change federations',
      allBut(PERMISSION.manage),
      PERMISSION.manage,
    ],
    ['an approver', only(PERMISSION.approve), PERMISSION.read],
  ])('plans nothing for %s', async (_, user, missing) => {
    const before = await server.stored();

    expect(await call('plan-join', SHOP, user)).toEqual({
      refused: `NotAllowedError: Permission ${missing} is missing`,
    });
    expect(await server.stored()).toEqual(before);
  });

  it('asks for no approval for somebody who may not plan', async () => {
    const { planId, digest } = await planned();

    expect(
      await call(
        'request-approval',
        { planId, digest },
        allBut(PERMISSION.plan),
      ),
    ).toEqual({
      refused: `NotAllowedError: Permission ${PERMISSION.plan} is missing`,
    });
  });

  it.each([
    [{ ...SHOP, federation: 'Not a name' }, 'federation'],
    [{ ...SHOP, federation: 'x'.repeat(64) }, 'federation'],
    [{ ...SHOP, clusters: [] }, 'clusters'],
    [{ federation: 'alone', clusters: ['east'] }, "clusters: 'east' alone"],
    [
      { ...SHOP, clusters: ['east', 'nowhere'] },
      "clusters: 'nowhere' is not a cluster",
    ],
    [
      { ...SHOP, clusters: ['east', 'personal'] },
      "clusters: 'personal' needs a user's own token",
    ],
    [{ ...SHOP, clusters: ['east', 'x'.repeat(254)] }, 'clusters'],
  ])('plans nothing for %j', async (input, message) => {
    const before = await server.stored();

    const { refused } = await call('plan-join', input);

    expect(refused).toMatch(/^InputError: /);
    expect(refused).toContain(message);
    expect(await server.stored()).toEqual(before);
  });

  it('asks for no approval of a plan that is not the one that was shown', async () => {
    const { planId, digest } = await planned();

    expect(
      await call('request-approval', { planId, digest: '0'.repeat(64) }),
    ).toEqual({
      refused: expect.stringContaining(
        `ConflictError: digest: it is not that of plan ${planId}`,
      ),
    });
    expect(await call('request-approval', { planId: 'nope', digest })).toEqual({
      refused: expect.stringContaining('NotFoundError'),
    });
  });
});
