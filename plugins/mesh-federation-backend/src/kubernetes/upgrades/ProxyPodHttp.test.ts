import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { ClusterConnections } from '../client/ClusterConnections';
import { ProxyPodHttp } from './ProxyPodHttp';
import { ProxyUpgrades } from './ProxyUpgrades';

const QUESTION = {
  cluster: 'east',
  namespace: 'istio-system',
  pod: 'istiod-1',
  port: 8080,
  path: '/debug/connections',
};

const PORT_MESSAGE = Buffer.from([0x90, 0x1f]);

/** What the kubelet's streaming server does: a channel for data and one for errors. */
function forward(socket: WebSocket, target: number): void {
  socket.send(Buffer.concat([Buffer.from([0]), PORT_MESSAGE]));
  socket.send(Buffer.concat([Buffer.from([1]), PORT_MESSAGE]));
  const pod = connect(target, '127.0.0.1');
  pod.on('data', chunk =>
    socket.send(Buffer.concat([Buffer.from([0]), chunk])),
  );
  pod.on('error', ({ message }) =>
    socket.send(Buffer.concat([Buffer.from([1]), Buffer.from(message)])),
  );
  pod.on('close', () => socket.close());
  socket.on('message', (data: Buffer) => pod.write(data.subarray(1)));
  socket.on('close', () => pod.destroy());
}

const closers: (() => void)[] = [];

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function setUp(options: {
  readonly istiod?: RequestListener;
  /** Port to which is forwarded instead of istiod's. */
  readonly target?: number;
  readonly protocol?: string;
  /** Refuses the upgrade. */
  readonly status?: number;
  readonly maxBytes?: number;
}) {
  const target =
    options.target ??
    (await listen(createServer(options.istiod ?? (() => undefined))));
  const api = createServer();
  const paths: string[] = [];
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: offered => {
      const protocol = options.protocol ?? 'v4.channel.k8s.io';
      return offered.has(protocol) && protocol;
    },
  });
  api.on('upgrade', (request, socket, head) => {
    paths.push(request.url ?? '');
    if (options.status) {
      socket.end(`HTTP/1.1 ${options.status} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, opened =>
      forward(opened, target),
    );
  });
  closers.push(() => sockets.clients.forEach(client => client.terminate()));
  const server = `http://127.0.0.1:${await listen(api)}`;
  const upgrades = new ProxyUpgrades('/proxy');
  closers.push(() => upgrades.stop());
  const stopping = new AbortController();
  closers.push(() => stopping.abort());
  const http = new ProxyPodHttp({
    connections: new ClusterConnections({
      discovery: {
        getBaseUrl: async () => server,
        getExternalBaseUrl: async () => server,
      },
      token: async () => 'token',
    }),
    upgrades,
    deadlineMs: 5_000,
    maxBytes: options.maxBytes ?? 1024,
    stopped: stopping.signal,
  });
  return { http, paths };
}

describe('ProxyPodHttp', () => {
  afterEach(() => {
    closers.splice(0).forEach(close => close());
  });

  it('asks the Pod and gives its answer, whatever its status', async () => {
    const { http, paths } = await setUp({
      istiod: (request, response) => {
        response.statusCode = 404;
        response.end(`nothing at ${request.url}`);
      },
    });

    const answer = await http.get(QUESTION);

    expect(answer).toEqual({
      ok: true,
      value: { status: 404, body: 'nothing at /debug/connections' },
    });
    expect(paths).toEqual([
      '/proxy/api/v1/namespaces/istio-system/pods/istiod-1/portforward?ports=8080',
    ]);
  });

  it('asks again over the same connection', async () => {
    let asked = 0;
    const { http, paths } = await setUp({
      istiod: (_, response) => {
        asked += 1;
        response.end(String(asked));
      },
    });

    await http.get(QUESTION);
    await http.get(QUESTION);
    const last = await http.get(QUESTION);

    expect(last).toMatchObject({ ok: true, value: { body: '3' } });
    expect(paths).toHaveLength(1);
  });

  it('asks over two connections at most', async () => {
    const { http, paths } = await setUp({
      istiod: (_, response) => {
        setTimeout(() => response.end('well'), 20);
      },
    });

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => http.get(QUESTION)),
    );

    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(paths).toHaveLength(2);
  });

  it('opens a new connection when the Pod has closed the one that is kept', async () => {
    const sockets: Socket[] = [];
    const { http, paths } = await setUp({
      istiod: (request, response) => {
        sockets.push(request.socket);
        response.end('well');
      },
    });
    await http.get(QUESTION);
    sockets[0]!.destroy();
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });

    expect(await http.get(QUESTION, { deadlineMs: 2_000 })).toMatchObject({
      ok: true,
    });
    expect(paths).toHaveLength(2);
  });

  it.each(['v3.channel.k8s.io', 'channel.k8s.io'])(
    'speaks %s with an older server',
    async protocol => {
      const { http } = await setUp({
        protocol,
        istiod: (_, response) => response.end('well'),
      });

      expect(await http.get(QUESTION)).toMatchObject({ ok: true });
    },
  );

  it.each([401, 403])(
    'says which right is missing after a %i',
    async status => {
      const { http } = await setUp({ status });

      expect(await http.get(QUESTION)).toMatchObject({
        ok: false,
        error: {
          status,
          reason: {
            kind: 'forbidden',
            verb: 'create',
            resource: 'pods/portforward',
            namespace: 'istio-system',
          },
        },
      });
    },
  );

  it('says so when nothing listens on the port', async () => {
    const unused = createServer();
    const target = await listen(unused);
    unused.close();
    const { http } = await setUp({ target });

    expect(await http.get(QUESTION)).toMatchObject({
      ok: false,
      error: {
        reason: {
          kind: 'unreachable',
          message: expect.stringContaining('ECONNREFUSED'),
        },
      },
    });
  });

  it('refuses an answer that is too long, without reading on', async () => {
    const { http } = await setUp({
      maxBytes: 10,
      istiod: (_, response) => response.end('x'.repeat(1_000_000)),
    });

    expect(await http.get(QUESTION)).toMatchObject({
      ok: false,
      error: {
        reason: {
          kind: 'error',
          message: expect.stringContaining('longer than 10 bytes'),
        },
        upgrade: 'too-long',
      },
    });
  });

  it('takes an answer that is cut in the middle for none', async () => {
    const { http } = await setUp({
      istiod: (_, response) => {
        response.setHeader('Content-Length', 100);
        response.write('half');
        setImmediate(() => response.destroy());
      },
    });

    expect(await http.get(QUESTION)).toMatchObject({
      ok: false,
      error: { reason: { kind: 'unreachable' }, upgrade: 'cut-off' },
    });
  });

  it('gives up at its deadline, and asks anew the next time', async () => {
    let silent = true;
    const { http } = await setUp({
      istiod: (_, response) => {
        if (!silent) {
          response.end('well');
        }
      },
    });

    const first = await http.get(QUESTION, { deadlineMs: 300 });
    silent = false;

    expect(first).toMatchObject({
      ok: false,
      error: { reason: { kind: 'timeout' } },
    });
    expect(await http.get(QUESTION)).toMatchObject({ ok: true });
  });
});
