import diagnosticsChannel from 'node:diagnostics_channel';
import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';

const REQUEST_STARTED = 'http.server.request.start';

/**
 * Makes WebSocket requests to Backstage's Kubernetes proxy arrive there although another plugin
 * listens to upgrades.
 *
 * @remarks Node gives an upgrade request to the ordinary request handler only as long as nobody
 * listens to the server's `upgrade` event. The Kubernetes proxy relies on that. The signals backend
 * subscribes to the event on its first connection and ignores every path but its own, so that from
 * then on a `pods/exec` would hang without an answer. Therefore an own listener hands exactly the
 * requests for the proxy's path back to the request handler and leaves all others alone. It is
 * added only when somebody else listens already: the first one would take the request from plugins
 * that rely on Node's default, signals among them.
 *
 * The server is found by watching for an ordinary request to the proxy in this process. Where the
 * Kubernetes backend runs in another process none is seen, and nothing is done.
 */
export class ProxyUpgrades {
  readonly #proxyPath: string;
  #server: WeakRef<Server> | undefined;
  readonly #bridged = new WeakSet<Server>();

  /** `proxyPath`: path of the proxy on the server, for example `/api/kubernetes/proxy`. */
  constructor(proxyPath: string) {
    this.#proxyPath = proxyPath;
    diagnosticsChannel.subscribe(REQUEST_STARTED, this.#onRequest);
  }

  /** To be called before each WebSocket request to the proxy. */
  prepare(): void {
    const server = this.#server?.deref();
    if (
      !server ||
      this.#bridged.has(server) ||
      server.listenerCount('upgrade') === 0
    ) {
      return;
    }
    this.#bridged.add(server);
    server.on('upgrade', (request, socket, head) => {
      if (this.#isProxied(request)) {
        handBack(server, request, socket as Socket, head);
      }
    });
  }

  /** Stops looking for the server. */
  stop(): void {
    diagnosticsChannel.unsubscribe(REQUEST_STARTED, this.#onRequest);
  }

  readonly #onRequest = (message: unknown) => {
    const { request, server } = message as {
      request: IncomingMessage;
      server: Server;
    };
    if (this.#isProxied(request)) {
      this.#server = new WeakRef(server);
      this.stop();
    }
  };

  #isProxied(request: IncomingMessage): boolean {
    return request.url?.startsWith(`${this.#proxyPath}/`) ?? false;
  }
}

/** Does what Node does for an upgrade request when nobody listens to `upgrade`. */
function handBack(
  server: Server,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  // Node takes its own listener off before it emits `upgrade`: without one, a client that hangs up
  // in the middle ends the whole backend.
  socket.on('error', () => socket.destroy());
  if (head.length > 0) {
    socket.unshift(head);
  }
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  server.emit('request', request, response);
}
