import { Agent, request, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { CallOptions, ClusterResult } from '../ClusterClient';
import type { PodHttp, PodHttpAnswer, PodHttpQuestion } from '../PodHttp';
import { BodyTooLongError } from '../client/boundedText';
import type { ClusterConnections } from '../client/ClusterConnections';
import { byUpgrade } from './byUpgrade';
import { PodSocket } from './PodSocket';
import type { ProxyUpgrades } from './ProxyUpgrades';

/** A Pod is asked over so many connections side by side. */
const CONNECTIONS = 2;

/** A connection that nobody used for so long is closed. */
const IDLE_MS = 15_000;

interface Options {
  readonly connections: ClusterConnections;
  readonly upgrades: ProxyUpgrades;
  readonly deadlineMs: number;
  /** Longer answers are not read. */
  readonly maxBytes: number;
  /** Ends every question. */
  readonly stopped: AbortSignal;
}

/** Connections to a Pod's port, closed when they were not used for a while. */
class PodAgent extends Agent {
  readonly #open: () => Duplex;
  readonly #onRest: () => void;
  #users = 1;
  #rest: NodeJS.Timeout | undefined;

  constructor(options: {
    readonly open: () => Duplex;
    readonly onRest: () => void;
  }) {
    super({ keepAlive: true, maxSockets: CONNECTIONS, maxFreeSockets: 1 });
    this.#open = options.open;
    this.#onRest = options.onRest;
  }

  override createConnection(): Duplex {
    return this.#open();
  }

  use(): void {
    this.#users += 1;
    clearTimeout(this.#rest);
  }

  restUnlessUsed(): void {
    this.#users -= 1;
    if (this.#users === 0) {
      this.#rest = setTimeout(() => {
        this.#onRest();
        this.destroy();
      }, IDLE_MS).unref();
    }
  }
}

/**
 * HTTP over a port-forward by WebSocket through Backstage's Kubernetes proxy, over few
 * connections for each port of a Pod, of which one is kept while it is in use.
 *
 * @remarks Speaks the channel protocol (`v4.channel.k8s.io`), which the kubelet's streaming server
 * serves itself and the API server hands through, since Kubernetes 1.5 and in 1.36. The tunnel of
 * newer clients (`SPDY/3.1+portforward.k8s.io`) is for clients that speak SPDY. Sources:
 * k8s.io/cri-streaming pkg/streaming/portforward/websocket.go; kubernetes
 * pkg/registry/core/pod/rest/subresources.go.
 */
export class ProxyPodHttp implements PodHttp {
  readonly #options: Options;
  readonly #agents = new Map<string, PodAgent>();

  constructor(options: Options) {
    this.#options = options;
  }

  async get(
    question: PodHttpQuestion,
    options: CallOptions = {},
  ): Promise<ClusterResult<PodHttpAnswer>> {
    const { deadlineMs, stopped, maxBytes } = this.#options;
    const agent = this.#agentOf(question);
    try {
      return await byUpgrade(
        { resource: 'pods/portforward', namespace: question.namespace },
        { deadlineMs, stopped, options },
        async signal => ({
          ok: true,
          value: await ask(agent, question, { signal, maxBytes }),
        }),
      );
    } finally {
      agent.restUnlessUsed();
    }
  }

  #agentOf({ cluster, namespace, pod, port }: PodHttpQuestion): PodAgent {
    const key = JSON.stringify([cluster, namespace, pod, port]);
    const known = this.#agents.get(key);
    if (known) {
      known.use();
      return known;
    }
    const agent = new PodAgent({
      open: () => this.#open({ cluster, namespace, pod, port }),
      onRest: () => this.#agents.delete(key),
    });
    this.#agents.set(key, agent);
    return agent;
  }

  #open({
    cluster,
    namespace,
    pod,
    port,
  }: Omit<PodHttpQuestion, 'path'>): PodSocket {
    return new PodSocket(async ({ output, errors, input }) => {
      const { PortForward } = await import('@kubernetes/client-node');
      const config = await this.#options.connections.kubeConfig(cluster);
      this.#options.upgrades.prepare();
      return new PortForward(config, false).portForward(
        encodeURIComponent(namespace),
        encodeURIComponent(pod),
        [port],
        output,
        errors,
        input,
      ) as Promise<never>;
    });
  }
}

async function ask(
  agent: Agent,
  { path }: PodHttpQuestion,
  { signal, maxBytes }: { signal: AbortSignal; maxBytes: number },
): Promise<PodHttpAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ agent, path, host: 'localhost', signal }, resolve)
      .on('error', reject)
      .end();
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      // Leaving the loop closes the connection.
      throw new BodyTooLongError(maxBytes);
    }
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    body: Buffer.concat(chunks, size).toString('utf8'),
  };
}
