import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import {
  optional,
  type ClusterName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallOptions, ClusterResult } from '../ClusterClient';
import { boundedText } from './boundedText';
import { callSignals } from './callSignals';
import type { ClusterConnections } from './ClusterConnections';
import type { CallSubject } from '../objects/clusterPaths';
import {
  errorOfFailure,
  errorOfResponse,
  isNotFound,
  isStartingUp,
} from './clusterErrors';
import { startupBackoff } from './startupBackoff';

/** One HTTP call to a cluster. */
export interface ProxyCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly subject: CallSubject;
  readonly body?: string;
  readonly contentType?: string;
}

/** `absent` when the API server answered that there is no such object. */
export type ProxyAnswer =
  | { readonly found: true; readonly body: string }
  | { readonly found: false; readonly body: string };

/** A page of 500 big objects stays below. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

type Limit = ReturnType<typeof pLimit>;

/**
 * Calls clusters through Backstage's Kubernetes proxy with a deadline for each call and bounded
 * concurrency for each cluster and over all, so that a cluster that hangs never takes the places of
 * the others.
 */
export class ProxyTransport {
  readonly #connections: ClusterConnections;
  readonly #deadlineMs: number;
  readonly #stopped: AbortSignal;
  readonly #perCluster: number;
  readonly #overall: Limit;
  readonly #limits = new Map<ClusterName, Limit>();

  constructor(options: {
    readonly connections: ClusterConnections;
    readonly deadlineMs: number;
    /** Ends every call. */
    readonly stopped: AbortSignal;
    readonly concurrentCallsPerCluster: number;
    readonly concurrentCalls: number;
  }) {
    this.#connections = options.connections;
    this.#deadlineMs = options.deadlineMs;
    this.#stopped = options.stopped;
    this.#perCluster = options.concurrentCallsPerCluster;
    this.#overall = pLimit(options.concurrentCalls);
  }

  /** Never throws: what failed is a value. */
  async call(
    cluster: ClusterName,
    call: ProxyCall,
    options: CallOptions = {},
  ): Promise<ClusterResult<ProxyAnswer>> {
    const deadlineMs = this.deadlineOf(options);
    const run = this.#limit(cluster)(() =>
      this.#overall(() => this.#attempt(cluster, call, deadlineMs, options)),
    );
    return options.signal ? givenUp(run, options.signal) : run;
  }

  /** Milliseconds that a call may take. */
  deadlineOf(options: CallOptions = {}): number {
    return options.deadlineMs ?? this.#deadlineMs;
  }

  #limit(cluster: ClusterName): Limit {
    const known = this.#limits.get(cluster) ?? pLimit(this.#perCluster);
    this.#limits.set(cluster, known);
    return known;
  }

  async #attempt(
    cluster: ClusterName,
    call: ProxyCall,
    deadlineMs: number,
    options: CallOptions,
  ): Promise<ClusterResult<ProxyAnswer>> {
    // The first call loads the library, which is not the cluster's time.
    await this.#connections.kubeConfig(cluster).catch(() => undefined);
    const { deadline, signal } = callSignals(
      deadlineMs,
      this.#stopped,
      options,
    );
    try {
      let pause = startupBackoff.next();
      for (;;) {
        signal.throwIfAborted();
        const { status, ok, body } = await this.#send(cluster, call, signal);
        if (ok) {
          return { ok: true, value: { found: true, body } };
        }
        if (isNotFound({ status, body, path: call.path })) {
          return { ok: true, value: { found: false, body } };
        }
        if (!isStartingUp(status, body)) {
          const subject = call.subject;
          return {
            ok: false,
            error: errorOfResponse({ status, body, subject }),
          };
        }
        await sleep(pause.duration, undefined, { signal });
        pause = pause.next(undefined);
      }
    } catch (error) {
      const timedOut = deadline.aborted;
      return {
        ok: false,
        error: errorOfFailure(error, { timedOut, deadlineMs }),
      };
    }
  }

  async #send(
    cluster: ClusterName,
    call: ProxyCall,
    signal: AbortSignal,
  ): Promise<{ status: number; ok: boolean; body: string }> {
    const { url, headers } = await this.#connections.request(
      cluster,
      call.path,
    );
    const response = await fetch(url, {
      method: call.method,
      headers: {
        ...(headers as Record<string, string>),
        Accept: 'application/json, */*',
        ...optional({ 'Content-Type': call.contentType || undefined }),
      },
      body: call.body,
      redirect: 'manual',
      signal,
    });
    return {
      status: response.status,
      ok: response.ok,
      body: await boundedText(response, MAX_BODY_BYTES),
    };
  }
}

/** Answers as soon as the caller gives up, even when the call still waits for its turn. */
function givenUp<T>(
  run: Promise<ClusterResult<T>>,
  signal: AbortSignal,
): Promise<ClusterResult<T>> {
  return new Promise(resolve => {
    const abort = () =>
      resolve({
        ok: false,
        error: {
          reason: { kind: 'timeout', message: 'the call was given up' },
        },
      });
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    void run
      .then(resolve)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
