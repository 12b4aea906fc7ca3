import { MeshFederationClient } from './MeshFederationClient';
import { optional } from '../model/basics/optional';

function setUp(response: Response = Response.json({ items: [] })) {
  const calls: { url: string; init?: RequestInit }[] = [];
  const client = new MeshFederationClient({
    discoveryApi: { getBaseUrl: async id => `https://backstage/api/${id}` },
    fetchApi: {
      fetch: async (url, init) => {
        calls.push({ url: String(url), ...optional({ init }) });
        return response;
      },
    },
  });
  return { client, calls };
}

type Call = (client: MeshFederationClient) => Promise<unknown>;

describe('MeshFederationClient', () => {
  it('deletes a federation, of which nothing is left to answer', async () => {
    const { client, calls } = setUp(new Response(null, { status: 204 }));

    expect(await client.deleteFederation('demo')).toBeUndefined();
    expect(calls).toMatchObject([
      {
        url: 'https://backstage/api/mesh-federation/federations/demo',
        init: { method: 'DELETE' },
      },
    ]);
  });

  it.each<[string, string, unknown, Call]>([
    ['GET', '/clusters', undefined, c => c.listClusters()],
    ['GET', '/trust', undefined, c => c.getTrust()],
    [
      'GET',
      '/trust?limit=2&cursor=2',
      undefined,
      c => c.getTrust({ limit: 2, cursor: '2' }),
    ],
    ['GET', '/findings', undefined, c => c.listFindings()],
    ['GET', '/witness', undefined, c => c.getWitness()],
    ['GET', '/federations', undefined, c => c.listFederations()],
    ['GET', '/federations/a%2Fb', undefined, c => c.getFederation('a/b')],
    [
      'PUT',
      '/federations/demo',
      { members: ['a', 'b'] },
      c => c.putFederation('demo', { members: ['a', 'b'] }),
    ],
    ['GET', '/federations/demo/plans', undefined, c => c.listPlans('demo')],
    [
      'GET',
      '/federations/demo/affected',
      undefined,
      c => c.getAffected('demo'),
    ],
    [
      'POST',
      '/federations/demo/plans',
      { kind: 'join' },
      c => c.createPlan('demo', { kind: 'join' }),
    ],
    ['GET', '/plans/1', undefined, c => c.getPlan('1')],
    [
      'POST',
      '/federations/demo/plans?dryRun=true',
      { kind: 'join', members: ['a', 'b'] },
      c => c.previewPlan('demo', { kind: 'join', members: ['a', 'b'] }),
    ],
    [
      'POST',
      '/plans/1/approval-request',
      { comment: 'please' },
      c => c.requestApproval('1', 'please'),
    ],
    ['POST', '/plans/1/approval-request', {}, c => c.requestApproval('1')],
    [
      'POST',
      '/plans/1/decline',
      { reason: 'not now' },
      c => c.declinePlan('1', 'not now'),
    ],
    ['POST', '/plans/1/runs', { digest: 'd' }, c => c.startRun('1', 'd')],
    ['GET', '/runs', undefined, c => c.listRuns()],
    [
      'GET',
      '/runs?federation=demo',
      undefined,
      c => c.listRuns({ federation: 'demo' }),
    ],
    [
      'GET',
      '/runs?federation=demo&limit=5&cursor=c',
      undefined,
      c => c.listRuns({ federation: 'demo', limit: 5, cursor: 'c' }),
    ],
    [
      'GET',
      '/federations/demo/plans?cursor=c',
      undefined,
      c => c.listPlans('demo', { cursor: 'c' }),
    ],
    ['GET', '/clusters?limit=5', undefined, c => c.listClusters({ limit: 5 })],
    ['GET', '/findings?limit=5', undefined, c => c.listFindings({ limit: 5 })],
    [
      'GET',
      '/federations?limit=5',
      undefined,
      c => c.listFederations({ limit: 5 }),
    ],
    [
      'GET',
      '/runs/1/events?cursor=c',
      undefined,
      c => c.listRunEvents('1', { cursor: 'c' }),
    ],
    ['GET', '/runs/1', undefined, c => c.getRun('1')],
    ['POST', '/runs/1/cancel', undefined, c => c.cancelRun('1')],
    ['POST', '/runs/1/continue', undefined, c => c.continueRun('1')],
    [
      'POST',
      '/observations',
      { clusters: ['a'] },
      c => c.observe({ clusters: ['a'] }),
    ],
    [
      'GET',
      '/entities/by-name/component/default/x/mesh',
      undefined,
      c =>
        c.getEntityMesh({ kind: 'component', namespace: 'default', name: 'x' }),
    ],
    [
      'GET',
      '/entities/by-name/component/default/x/reachability',
      undefined,
      c =>
        c.getEntityReachability({
          kind: 'component',
          namespace: 'default',
          name: 'x',
        }),
    ],
    [
      'GET',
      '/entities/by-name/component/default/x/reachability?from=east&to=west',
      undefined,
      c =>
        c.getEntityReachability(
          { kind: 'component', namespace: 'default', name: 'x' },
          { from: 'east', to: 'west' },
        ),
    ],
    [
      'GET',
      '/services/shop/orders/reachability',
      undefined,
      c => c.getServiceReachability({ namespace: 'shop', name: 'orders' }),
    ],
    [
      'GET',
      '/services/shop/a%2Fb/reachability?from=east&port=80&clientNamespace=shop&clientWorkload=cart',
      undefined,
      c =>
        c.getServiceReachability(
          { namespace: 'shop', name: 'a/b' },
          {
            from: 'east',
            port: 80,
            clientNamespace: 'shop',
            clientWorkload: 'cart',
          },
        ),
    ],
  ])('calls %s %s', async (method, path, body, call) => {
    const { client, calls } = setUp();
    await expect(call(client)).resolves.toEqual({ items: [] });
    expect(calls[0]?.url).toBe(`https://backstage/api/mesh-federation${path}`);
    expect(calls[0]?.init?.method).toBe(method);
    expect(calls[0]?.init?.body).toBe(
      body === undefined ? undefined : JSON.stringify(body),
    );
  });

  it('throws a ResponseError when the backend refuses', async () => {
    const { client } = setUp(
      Response.json(
        { error: { name: 'InputError', message: 'members: too few' } },
        { status: 400, statusText: 'Bad Request' },
      ),
    );
    await expect(client.listClusters()).rejects.toMatchObject({
      name: 'ResponseError',
      message: expect.stringContaining('400'),
    });
  });
});
