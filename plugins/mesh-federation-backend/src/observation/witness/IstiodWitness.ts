import type { WitnessProblem } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { WitnessQuestion } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { connectionOf } from '../../istio/witness/connectionOf';
import type {
  ClusterError,
  ClusterResult,
} from '../../kubernetes/ClusterClient';
import type { PodHttp } from '../../kubernetes/PodHttp';
import { DEBUG_PORT } from '../../istio/ask/askIstiod';
import { keepShortly } from './keepShortly';
import type { Witness, WitnessAnswer } from './Witness';

/** Clusters, listeners, routes and endpoints: no secrets are asked for. */
const TYPES = 'CDS,LDS,RDS,EDS';

type Proxy = WitnessQuestion['proxies'][number];
type Istiod = Proxy['istiods'][number];
type Answer = WitnessAnswer[number];

interface Options {
  readonly http: PodHttp;
  readonly now: () => Date;
}

/**
 * Asks istiod over a port-forward to its Pods. Of several replicas the one answers to which the
 * proxy is connected. What was answered is kept for a few seconds, for all who ask.
 */
export class IstiodWitness implements Witness {
  readonly #options: Options;
  readonly #connections = keepShortly<ClusterResult<string>>();
  readonly #dumps = keepShortly<Answer>();

  constructor(options: Options) {
    this.#options = options;
  }

  async ask({
    cluster,
    proxies,
    notBefore,
  }: Parameters<Witness['ask']>[0]): Promise<WitnessAnswer> {
    return Promise.all(
      proxies.map(proxy =>
        this.#dumps(
          JSON.stringify([cluster, proxy.namespace, proxy.pod]),
          this.#options.now(),
          () => this.#dump(cluster, proxy),
          notBefore === undefined ? undefined : new Date(notBefore),
        ),
      ),
    );
  }

  async #dump(cluster: string, proxy: Proxy): Promise<Answer> {
    if (proxy.istiods.length === 0) {
      return {
        ok: false,
        reason: {
          kind: 'no-istiod',
          message: `no istiod of ${cluster} is known to run and to be ready`,
        },
      };
    }
    let failure: WitnessProblem | undefined;
    // A proxy that has started since is not among the connections that are kept.
    for (const kept of [true, false]) {
      failure = undefined;
      for (const istiod of proxy.istiods) {
        const found = await this.#find(cluster, istiod, proxy, kept);
        if (!found.ok) {
          failure ??= problemOf(found.error);
        } else if (found.value !== undefined) {
          return this.#read(cluster, istiod, proxy, found.value);
        }
      }
    }
    return {
      ok: false,
      reason: failure ?? {
        kind: 'not-connected',
        message: `no istiod of ${cluster} has a connection of proxy ${proxy.namespace}/${proxy.pod}`,
      },
    };
  }

  /** The id of the proxy's connection, when it is connected to this istiod. */
  async #find(
    cluster: string,
    istiod: Istiod,
    proxy: Proxy,
    kept: boolean,
  ): Promise<ClusterResult<string | undefined>> {
    const ask = () => this.#get(cluster, istiod, '/debug/connections');
    const list = await (kept
      ? this.#connections(
          JSON.stringify([cluster, istiod.namespace, istiod.pod]),
          this.#options.now(),
          ask,
        )
      : ask());
    if (!list.ok) {
      return list;
    }
    try {
      const connection = connectionOf(list.value, proxy);
      return connection === 'ambiguous'
        ? failed(
            `istiod ${istiod.pod} would take another connection for that of proxy ${proxy.namespace}/${proxy.pod}`,
          )
        : { ok: true, value: connection?.id };
    } catch {
      return failed(`istiod ${istiod.pod} did not answer with its connections`);
    }
  }

  async #read(
    cluster: string,
    istiod: Istiod,
    proxy: Proxy,
    connection: string,
  ): Promise<Answer> {
    const path = `/debug/config_dump?${new URLSearchParams({
      proxyID: connection,
      types: TYPES,
    })}`;
    const answer = await this.#get(cluster, istiod, path);
    if (!answer.ok) {
      return { ok: false, reason: problemOf(answer.error) };
    }
    const { namespace, pod } = proxy;
    return {
      ok: true,
      dump: {
        namespace,
        pod,
        istiod: istiod.pod,
        at: this.#options.now().toISOString(),
        text: shared(answer.value),
      },
    };
  }

  async #get(
    cluster: string,
    { namespace, pod }: Istiod,
    path: string,
  ): Promise<ClusterResult<string>> {
    const answer = await this.#options.http.get({
      cluster,
      namespace,
      pod,
      port: DEBUG_PORT,
      path,
    });
    if (!answer.ok) {
      return answer;
    }
    const { status, body } = answer.value;
    return status === 200
      ? { ok: true, value: body }
      : failed(
          `istiod ${pod} answered ${status} to a question about a proxy`,
          status,
        );
  }
}

function problemOf({ upgrade, reason }: ClusterError): WitnessProblem {
  return upgrade === undefined
    ? reason
    : { kind: upgrade, message: reason.message };
}

function failed(message: string, status?: number): ClusterResult<never> {
  return {
    ok: false,
    error: {
      reason: { kind: 'error', message },
      ...(status === undefined ? {} : { status }),
    },
  };
}

/** In memory that all threads share. */
function shared(text: string): SharedArrayBuffer {
  const bytes = Buffer.from(text);
  const copy = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
