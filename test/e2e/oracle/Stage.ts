import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterHandle } from '../../bed/index.ts';
import { KubeApi, type KubeObject } from './KubeApi.ts';
import { BARRIER, CALLER_PORT, FIRST_SCENE, type Scene } from './scene.ts';
import type { Client, RequestKind } from './scenario.ts';

/** One answer, or why there was none. */
export interface CallResult {
  /** 0: there was no HTTP answer. */
  readonly status: number;
  /** The cluster of the workload that answered. */
  readonly answeredBy?: string;
  /** The workload that answered. */
  readonly workload?: string;
  /** The client's certificate as the server's proxy verified it. */
  readonly xfcc?: string;
  readonly error?: string;
  readonly body: string;
}

export interface Order
  extends Pick<RequestKind, 'method' | 'headers' | 'protocol'> {
  readonly url: string;
  readonly count: number;
  readonly timeoutMs: number;
}

interface Caller {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Long enough for a machine that starts Pods meanwhile. Who measures before proxies know a new
 * Service makes them open connections in plaintext, which they then keep.
 */
const BARRIER_DEADLINE_MS = 20_000;

/**
 * The clusters of a run and a scene in them, with what is needed to talk to them and to the clients
 * of the scene.
 */
export class Stage {
  readonly clusters: readonly ClusterHandle[];
  readonly scene: Scene;
  readonly names: readonly string[];
  readonly #apis: ReadonlyMap<string, KubeApi>;
  readonly #stopped = new Set<string>();
  readonly #callers = new Map<string, Caller>();

  constructor(clusters: readonly ClusterHandle[], scene = FIRST_SCENE) {
    this.clusters = clusters;
    this.scene = scene;
    this.names = clusters.map(({ name }) => name);
    this.#apis = new Map(
      clusters.map(cluster => [cluster.name, new KubeApi(cluster)]),
    );
  }

  api(cluster: string): KubeApi {
    return this.#apis.get(cluster)!;
  }

  handle(cluster: string): ClusterHandle {
    return this.clusters.find(({ name }) => name === cluster)!;
  }

  /** Clusters that run. */
  get alive(): readonly string[] {
    return this.names.filter(name => !this.#stopped.has(name));
  }

  setStopped(cluster: string, stopped: boolean): void {
    if (stopped) {
      this.#stopped.add(cluster);
    } else {
      this.#stopped.delete(cluster);
    }
    this.forgetCallers();
  }

  /** Pods have been replaced: who takes orders is looked up again. */
  forgetCallers(): void {
    this.#callers.clear();
  }

  /**
   * Sends requests from a client, all kinds of them at the same time. One list of results for each
   * order.
   */
  async call(
    cluster: string,
    client: Client,
    orders: readonly Order[],
  ): Promise<readonly (readonly CallResult[])[]> {
    const body = orders.map(order => ({
      url: order.url,
      method: order.method,
      headers: order.headers,
      protocol: order.protocol,
      count: order.count,
      // Few at a time: a proxy that is asked for all at once opens all connections to one endpoint.
      parallel: 4,
      timeoutMs: order.timeoutMs,
    }));
    const longest = Math.max(
      ...orders.map(({ count, timeoutMs }) => count * timeoutMs),
    );
    const options = { body, timeoutMs: longest + 30_000 };
    let text: string;
    try {
      const caller = await this.#caller(cluster, client);
      text = await this.api(cluster).toPod(caller, CALLER_PORT, options);
    } catch {
      this.forgetCallers();
      await sleep(1000);
      const caller = await this.#caller(cluster, client);
      text = await this.api(cluster).toPod(caller, CALLER_PORT, options);
    }
    return (
      JSON.parse(text) as Pick<CallResult, 'status' | 'body' | 'error'>[][]
    ).map(results =>
      results.map(result => ({ ...result, ...answerIn(result) })),
    );
  }

  /**
   * Configures an answer that was never given before and waits until the usual client and others
   * in every cluster get it: what was configured earlier has arrived as well. Answers false when it
   * does not arrive, as where a Sidecar hides it.
   */
  async barrier(others: readonly Client[] = []): Promise<boolean> {
    const nonce = randomUUID();
    const { own } = this.scene;
    await Promise.all(
      this.alive.map(cluster =>
        this.api(cluster).apply(barrierObject(own, nonce)),
      ),
    );
    const usual = { namespace: own, workload: 'client' };
    const clients = new Map(
      [usual, ...others].map(each => [JSON.stringify(each), each]),
    );
    const arrived = await Promise.all(
      this.alive.flatMap(cluster =>
        [...clients.values()].map(async client => {
          const deadline = Date.now() + BARRIER_DEADLINE_MS;
          while (Date.now() < deadline) {
            const [[result]] = (await this.call(cluster, client, [
              {
                url: `http://${barrierHost(own)}/`,
                method: 'GET',
                count: 1,
                timeoutMs: 2000,
              },
            ])) as [[CallResult]];
            if (result.body === nonce) {
              return true;
            }
            await sleep(100);
          }
          return false;
        }),
      ),
    );
    return arrived.every(Boolean);
  }

  async #caller(
    cluster: string,
    { namespace, workload }: Client,
  ): Promise<Caller> {
    const key = `${cluster} ${namespace}/${workload}`;
    const known = this.#callers.get(key);
    if (known) {
      return known;
    }
    const pods = await this.api(cluster).list(
      { apiVersion: 'v1', kind: 'Pod', namespace },
      `labelSelector=${encodeURIComponent(`app=${workload}`)}`,
    );
    const ready = pods.find(isReady);
    if (!ready) {
      throw new Error(`No Pod of ${key} is ready.`);
    }
    const caller = { namespace, name: ready.metadata.name };
    this.#callers.set(key, caller);
    return caller;
  }
}

function isReady({ metadata, status }: KubeObject): boolean {
  const { conditions = [] } = status as {
    conditions?: readonly { type: string; status: string }[];
  };
  return (
    !metadata.deletionTimestamp &&
    conditions.some(each => each.type === 'Ready' && each.status === 'True')
  );
}

/** The scene's servers answer in JSON; a proxy that answers in their place does not. */
function answerIn({ body }: { readonly body: string }): {
  answeredBy?: string;
  workload?: string;
  xfcc?: string;
} {
  try {
    const { cluster, service, xfcc } = JSON.parse(body) as {
      cluster?: string;
      service?: string;
      xfcc?: string;
    };
    return {
      ...(cluster && { answeredBy: cluster }),
      ...(service && { workload: service }),
      ...(xfcc && { xfcc }),
    };
  } catch {
    return {};
  }
}

const barrierHost = (namespace: string) =>
  `${BARRIER}.${namespace}.svc.cluster.local`;

function barrierObject(namespace: string, nonce: string): KubeObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { namespace, name: BARRIER },
    spec: {
      hosts: [barrierHost(namespace)],
      http: [{ directResponse: { status: 200, body: { string: nonce } } }],
    },
  };
}
