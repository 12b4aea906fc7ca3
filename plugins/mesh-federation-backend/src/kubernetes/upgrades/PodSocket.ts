import { Duplex, PassThrough, Writable, type Readable } from 'node:stream';
import { hangUp, type OpenSocket } from './hangUp';

type Socket = OpenSocket & {
  addEventListener(type: 'close', listener: () => void): void;
};

/** Opens a port-forward: bytes to the port are read from `input`, bytes from it written. */
export type OpenPort = (streams: {
  readonly output: Writable;
  readonly errors: Writable;
  readonly input: Readable;
}) => Promise<Socket>;

/** The kubelet or the container runtime says why it cannot reach the port. */
export class PortForwardError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PortForwardError';
  }
}

/**
 * A connection to a port of a Pod, for Node's HTTP client. Has the methods of a `net.Socket` that
 * `http.Agent` calls on a connection that it keeps; they mean nothing here.
 */
export class PodSocket extends Duplex {
  readonly #open: OpenPort;
  readonly #input = new PassThrough();
  #socket: Socket | undefined;

  constructor(open: OpenPort) {
    super();
    this.#open = open;
  }

  override _construct(callback: (error?: Error | null) => void): void {
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.push(chunk);
        done();
      },
    });
    const errors = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        // The first message of the channel holds the port alone.
        if (chunk.length > 0) {
          this.destroy(new PortForwardError(chunk.toString('utf8')));
        }
        done();
      },
    });
    this.#open({ output, errors, input: this.#input }).then(
      socket => {
        this.#socket = socket;
        socket.addEventListener('close', () => {
          // A connection that waits for its next use is not read, and would never end.
          if (this.readableLength === 0) {
            this.destroy();
          } else {
            this.push(null);
          }
        });
        // Given up while the socket was opened.
        if (this.destroyed) {
          hangUp(socket);
        }
        callback();
      },
      // The WebSocket client rejects with an event, which is no `Error`.
      (failure: { readonly message?: string }) =>
        callback(new Error(failure.message ?? 'the port could not be opened')),
    );
  }

  override _read(): void {}

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: () => void,
  ): void {
    this.#input.write(chunk);
    callback();
  }

  override _destroy(
    error: Error | null,
    callback: (error?: Error | null) => void,
  ): void {
    hangUp(this.#socket);
    callback(error);
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
