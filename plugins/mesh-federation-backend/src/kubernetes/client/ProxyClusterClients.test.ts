import { once } from 'node:events';
import { mockServices } from '@backstage/backend-test-utils';
import {
  FakeApiServer,
  status,
} from '../../observation/__testUtils__/FakeApiServer';
import type { ClusterClient } from '../ClusterClient';
import { ClusterConnections } from './ClusterConnections';
import { pluginTokenSource } from './PluginToken';
import { ProxyClusterClients } from './ProxyClusterClients';
import { ProxyTransport } from './ProxyTransport';

jest.setTimeout(30_000);

const configMap = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  namespace: 'istio-system',
  name: 'mesh-federation',
};
const path = '/proxy/api/v1/namespaces/istio-system/configmaps';

const object = { kind: 'ConfigMap', metadata: { name: 'mesh-federation' } };

let server: FakeApiServer;
let client: ClusterClient;

beforeEach(async () => {
  server = await FakeApiServer.start({ token: 'plugin-token' });
  const connections = new ClusterConnections({
    discovery: mockServices.discovery.mock({
      getBaseUrl: async () => server.url,
    }),
    token: async () => 'plugin-token',
  });
  client = new ProxyClusterClients({
    transport: new ProxyTransport({
      connections,
      deadlineMs: 2_000,
      stopped: new AbortController().signal,
      concurrentCallsPerCluster: 2,
      concurrentCalls: 4,
    }),
  }).forCluster('east');
});

afterEach(() => server.stop());

describe('ProxyClusterClients', () => {
  it('lists all pages and gives the items their type', async () => {
    server.on(request =>
      request.path.startsWith(`${path}?`)
        ? {
            status: 200,
            body: request.path.includes('continue=next')
              ? {
                  kind: 'ConfigMapList',
                  items: [{ metadata: { name: 'b' } }],
                }
              : {
                  apiVersion: 'v1',
                  kind: 'ConfigMapList',
                  metadata: { continue: 'next' },
                  items: [{ metadata: { name: 'a' } }],
                },
          }
        : undefined,
    );

    const result = await client.list({ ...configMap, labelSelector: 'a=b' });

    expect(result).toMatchObject({
      ok: true,
      value: [
        { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a' } },
        { metadata: { name: 'b' } },
      ],
    });
    expect(server.seen[0].path).toContain('limit=500&labelSelector=a%3Db');
  });

  it('applies without force, as the field manager of the plugin', async () => {
    server.serve(`${path}/mesh-federation`, object);

    await client.apply(configMap, { data: { mesh: 'x' } }, { dryRun: true });

    expect(server.seen).toMatchObject([
      {
        method: 'PATCH',
        path: `${path}/mesh-federation?fieldManager=backstage-mesh-federation&force=false&dryRun=All`,
        contentType: 'application/apply-patch+yaml',
        body: '{"data":{"mesh":"x"}}',
      },
    ]);
  });

  it('creates reviews without and subresources with a name in the path', async () => {
    await client.create(
      {
        ...configMap,
        plural: 'serviceaccounts',
        name: 'reader',
        subresource: 'token',
      },
      {},
    );
    await client.create(
      { group: 'authentication.k8s.io', version: 'v1', plural: 'tokenreviews' },
      {},
    );

    expect(server.seen.map(seen => seen.path.split('?')[0])).toEqual([
      '/proxy/api/v1/namespaces/istio-system/serviceaccounts/reader/token',
      '/proxy/apis/authentication.k8s.io/v1/tokenreviews',
    ]);
  });

  it('deletes the very version that it was given', async () => {
    server.serve(`${path}/mesh-federation`, {
      kind: 'Status',
      status: 'Success',
    });

    const result = await client.remove(configMap, { resourceVersion: '7' });

    expect(result).toEqual({ ok: true, value: 'deleted' });
    expect(JSON.parse(server.seen[0].body)).toMatchObject({
      preconditions: { resourceVersion: '7' },
    });
  });

  it('takes an object that is not there for a value', async () => {
    expect(await client.get(configMap)).toEqual({ ok: true, value: undefined });
    expect(await client.remove(configMap)).toEqual({
      ok: true,
      value: 'absent',
    });
  });

  it.each([
    ['a page of nginx', 404, '<html><h1>404 Not Found</h1></html>'],
    ['JSON of a gateway', 404, { message: 'no Route matched' }],
    ['an error with status 200', 200, { error: 'unauthorized' }],
    ['a Status with status 200', 200, { kind: 'Status', status: 'Failure' }],
    ['null', 200, null],
    ['a login page', 200, '<html>Log in</html>'],
  ])('takes %s for an error, never for "none"', async (_, code, body) => {
    server.on(() => ({ status: code, body }));
    const kind = { group: 'security.istio.io', version: 'v1' };

    const answers = await Promise.all([
      client.get(configMap),
      client.remove(configMap),
      client.apply(configMap, {}),
      client.create(configMap, {}),
      client.list({ ...kind, plural: 'authorizationpolicies' }),
    ]);

    expect(answers).toHaveLength(5);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        ok: false,
        error: { reason: { kind: 'error' } },
      });
    }
  });

  it('gives a whole list one deadline, however fast its pages come', async () => {
    let page = 0;
    const call: ProxyTransport['call'] = async (_cluster, _call, options) => {
      page += 1;
      if (page > 3) {
        await once(options!.signal!, 'abort');
        const reason = { kind: 'timeout' as const, message: 'given up' };
        return { ok: false, error: { reason } };
      }
      const body = JSON.stringify({
        kind: 'ConfigMapList',
        metadata: { continue: String(page) },
        items: [],
      });
      return { ok: true, value: { found: true, body } };
    };
    const transport = { call, deadlineOf: () => 5 } as Pick<
      ProxyTransport,
      'call' | 'deadlineOf'
    > as ProxyTransport;

    const result = await new ProxyClusterClients({ transport })
      .forCluster('east')
      .list(configMap);

    expect(result).toMatchObject({
      ok: false,
      error: {
        reason: { kind: 'timeout', message: expect.stringContaining('15 ms') },
      },
    });
    expect(page).toBe(4);
  });

  it('ends a list when its caller gives up', async () => {
    const abort = new AbortController();
    server.on(request => {
      abort.abort();
      return {
        status: 200,
        body: {
          kind: 'ConfigMapList',
          metadata: { continue: request.path },
          items: [],
        },
      };
    });

    const result = await client.list(configMap, { signal: abort.signal });

    expect(result).toMatchObject({
      ok: false,
      error: { reason: { kind: 'timeout' } },
    });
    expect(server.seen).toHaveLength(1);
  });

  it('does not read an answer on that is too long', async () => {
    server.serve(`${path}/mesh-federation`, 'x'.repeat(65 * 1024 * 1024));

    expect(await client.get(configMap, { deadlineMs: 20_000 })).toMatchObject({
      ok: false,
      error: {
        reason: {
          kind: 'error',
          message: expect.stringContaining('not read in part'),
        },
      },
    });
  });

  it('waits for a Kubernetes backend that is still starting', async () => {
    let calls = 0;
    server.on(() => {
      calls += 1;
      return calls === 1
        ? {
            status: 503,
            body: {
              error: {
                name: 'ServiceUnavailableError',
                message: 'Service has not started up yet',
              },
            },
          }
        : { status: 200, body: object };
    });

    expect(await client.get(configMap)).toMatchObject({ ok: true });
    expect(calls).toBe(2);
  });

  it('does not follow a redirect with its token', async () => {
    server.serve(`${path}/mesh-federation`, '', 302);

    expect(await client.get(configMap)).toMatchObject({
      ok: false,
      error: { status: 302 },
    });
  });

  it('gives up with its caller', async () => {
    const result = await client.get(configMap, { signal: AbortSignal.abort() });

    expect(result).toMatchObject({
      ok: false,
      error: { reason: { kind: 'timeout' } },
    });
    expect(server.seen).toEqual([]);
  });

  it('maps a failure to an error without its token', async () => {
    server.on(() => status(500, 'InternalError', 'Bearer plugin-token is bad'));

    const result = await client.getText('/version');

    expect(JSON.stringify(result)).not.toContain('plugin-token');
    expect(result).toMatchObject({ ok: false, error: { status: 500 } });
  });
});

describe('pluginTokenSource', () => {
  const tokenThatExpires = (seconds: number) =>
    `h.${Buffer.from(JSON.stringify({ exp: seconds })).toString(
      'base64url',
    )}.s`;

  it('asks again only shortly before the token expires', async () => {
    const auth = mockServices.auth.mock({
      getPluginRequestToken: async () => ({ token: tokenThatExpires(1_000) }),
    });
    let now = 0;
    const token = pluginTokenSource({ auth, now: () => now });

    await token();
    now = 939_000;
    await token();
    expect(auth.getPluginRequestToken).toHaveBeenCalledTimes(1);

    now = 941_000;
    await token();
    expect(auth.getPluginRequestToken).toHaveBeenCalledTimes(2);
    expect(auth.getPluginRequestToken).toHaveBeenCalledWith(
      expect.objectContaining({ targetPluginId: 'kubernetes' }),
    );
  });
});
