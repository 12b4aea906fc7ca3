import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization?: string;
  readonly contentType?: string;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Handler = (request: SeenRequest) => Answer | undefined;

/** An API server of a test: answers from a table of paths (without query), lists are `items`. */
export class FakeApiServer {
  readonly seen: SeenRequest[] = [];
  /** What `pods/exec` prints. */
  execOutput = '';
  readonly #handlers: Handler[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly token: string) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const seen = describe(request, Buffer.concat(chunks).toString());
        this.seen.push(seen);
        const answer = this.#answer(seen);
        response.statusCode = answer.status;
        const isText = typeof answer.body === 'string';
        response.setHeader(
          'Content-Type',
          isText ? 'text/plain' : 'application/json',
        );
        response.end(
          isText ? (answer.body as string) : JSON.stringify(answer.body),
        );
      });
    });
    this.#server.on('connection', socket => this.#sockets.add(socket));
    this.#server.on('upgrade', (request, socket) => {
      this.seen.push(describe(request, ''));
      acceptExec(request, socket as Socket, this.execOutput);
    });
  }

  static async start(options: { token: string }): Promise<FakeApiServer> {
    const fake = new FakeApiServer(options.token);
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** The newest handler that answers counts. */
  on(handler: Handler): this {
    this.#handlers.unshift(handler);
    return this;
  }

  serve(path: string, body: unknown, code = 200): this {
    return this.on(request =>
      request.path.split('?')[0] === path ? { status: code, body } : undefined,
    );
  }

  serveList(path: string, items: readonly unknown[]): this {
    return this.serve(path, { kind: 'List', apiVersion: 'v1', items });
  }

  async stop(): Promise<void> {
    this.#sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #answer(request: SeenRequest): Answer {
    if (request.authorization !== `Bearer ${this.token}`) {
      return status(401, 'Unauthorized', 'Unauthorized');
    }
    for (const handler of this.#handlers) {
      const answer = handler(request);
      if (answer) {
        return answer;
      }
    }
    return status(404, 'NotFound', `nothing at ${request.path}`);
  }
}

export function status(code: number, reason: string, message: string): Answer {
  return {
    status: code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code,
      reason,
      message,
    },
  };
}

function describe(request: IncomingMessage, body: string): SeenRequest {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    authorization: request.headers.authorization,
    contentType: request.headers['content-type'],
    body,
  };
}

/**
 * Speaks just enough WebSocket: prints on channel 1, then the status on channel 3
 * (k8s.io/apimachinery remotecommand v5).
 */
function acceptExec(
  request: IncomingMessage,
  socket: Socket,
  output: string,
): void {
  const accept = createHash('sha1')
    .update(
      `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
    )
    .digest('base64');
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.end());
  socket.resume();
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      'Sec-WebSocket-Protocol: v5.channel.k8s.io',
      '\r\n',
    ].join('\r\n'),
  );
  socket.write(frame(1, output));
  socket.write(frame(3, JSON.stringify({ status: 'Success' })));
}

function frame(channel: number, text: string): Buffer {
  const payload = Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);
  const header = Buffer.alloc(4);
  header[0] = 0x82;
  header[1] = 126;
  header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}
