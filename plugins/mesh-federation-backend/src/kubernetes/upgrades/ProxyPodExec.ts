import { Writable } from 'node:stream';
import type { CallOptions, ClusterResult } from '../ClusterClient';
import type { ClusterConnections } from '../client/ClusterConnections';
import { withoutCredentials } from '../client/clusterErrors';
import type { PodCommand, PodExec } from '../PodExec';
import { byUpgrade } from './byUpgrade';
import { hangUp, type OpenSocket } from './hangUp';
import type { ProxyUpgrades } from './ProxyUpgrades';

/** A secret dump is some tens of kilobytes; more than this is not what was asked for. */
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** Runs commands in containers by WebSocket through Backstage's Kubernetes proxy. */
export class ProxyPodExec implements PodExec {
  readonly #connections: ClusterConnections;
  readonly #upgrades: ProxyUpgrades;
  readonly #deadlineMs: number;
  readonly #stopped: AbortSignal;

  constructor(options: {
    readonly connections: ClusterConnections;
    readonly upgrades: ProxyUpgrades;
    readonly deadlineMs: number;
    /** Ends every command. */
    readonly stopped: AbortSignal;
  }) {
    this.#connections = options.connections;
    this.#upgrades = options.upgrades;
    this.#deadlineMs = options.deadlineMs;
    this.#stopped = options.stopped;
  }

  async run(
    command: PodCommand,
    options: CallOptions = {},
  ): Promise<ClusterResult<string>> {
    return byUpgrade(
      { resource: 'pods/exec', namespace: command.namespace },
      { deadlineMs: this.#deadlineMs, stopped: this.#stopped, options },
      signal => this.#execute(command, signal),
    );
  }

  async #execute(
    command: PodCommand,
    signal: AbortSignal,
  ): Promise<ClusterResult<string>> {
    const { Exec } = await import('@kubernetes/client-node');
    const config = await this.#connections.kubeConfig(command.cluster);
    const output = collector();
    const errors = collector();
    this.#upgrades.prepare();
    let socket: OpenSocket | undefined;
    let ended = false;
    try {
      return await new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), {
          once: true,
        });
        new Exec(config)
          .exec(
            command.namespace,
            command.pod,
            command.container,
            [...command.command],
            output.stream,
            errors.stream,
            null,
            false,
            status =>
              resolve(
                status.status === 'Success'
                  ? output.text()
                  : failed(said(errors) || status.message),
              ),
          )
          .then(opened => {
            socket = opened;
            opened.addEventListener('close', () =>
              resolve(
                failed('the connection was closed before the command ended'),
              ),
            );
            // The command may have ended before the library handed the socket out.
            if (ended) {
              hangUp(opened);
            }
          })
          .catch(reject);
      });
    } finally {
      ended = true;
      hangUp(socket);
    }
  }
}

function said(errors: Collector): string {
  const text = errors.text();
  return text.ok ? text.value : '';
}

interface Collector {
  readonly stream: Writable;
  /** Whole, or an error. */
  text(): ClusterResult<string>;
}

function collector(): Collector {
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size <= MAX_OUTPUT_BYTES) {
        chunks.push(chunk);
      }
      done();
    },
  });
  return {
    stream,
    text: () =>
      size > MAX_OUTPUT_BYTES
        ? failed(`the command printed more than ${MAX_OUTPUT_BYTES} bytes`)
        : { ok: true, value: Buffer.concat(chunks).toString('utf8') },
  };
}

function failed(message: string | undefined): ClusterResult<string> {
  return {
    ok: false,
    error: {
      reason: {
        kind: 'error',
        message: withoutCredentials(message?.trim() || 'the command failed'),
      },
    },
  };
}
