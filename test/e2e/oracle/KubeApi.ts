import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import yaml from 'yaml';
import type { ClusterHandle } from '../../bed/index.ts';

/** Which object, in one cluster. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** A Kubernetes object as it is read and written. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** An answer of the API server that is not 2xx. */
export class KubeError extends Error {
  readonly status: number;
  constructor(what: string, status: number, body: string) {
    super(`${what} answered ${status}: ${body.slice(0, 600)}`);
    this.status = status;
  }
}

interface Kind {
  readonly plural: string;
  readonly namespaced: boolean;
}

interface Kubeconfig {
  readonly clusters: readonly [
    {
      readonly cluster: {
        readonly server: string;
        readonly 'certificate-authority-data': string;
      };
    },
  ];
  readonly users: readonly [
    {
      readonly user: {
        readonly 'client-certificate-data': string;
        readonly 'client-key-data': string;
      };
    },
  ];
}

const FIELD_MANAGER = 'mesh-scenario';

export function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const { namespace, name } = metadata;
  return { apiVersion, kind, name, ...(namespace && { namespace }) };
}

/**
 * The API server of one cluster of the bed, without a process for each call: a scenario makes
 * dozens of them.
 */
export class KubeApi {
  readonly cluster: ClusterHandle;
  readonly #server: string;
  readonly #agent: Agent;
  readonly #kinds = new Map<string, Promise<ReadonlyMap<string, Kind>>>();

  constructor(cluster: ClusterHandle) {
    this.cluster = cluster;
    const config = yaml.parse(
      readFileSync(cluster.kubeconfig, 'utf8'),
    ) as Kubeconfig;
    const decode = (data: string) => Buffer.from(data, 'base64');
    const [{ cluster: endpoint }] = config.clusters;
    const [{ user }] = config.users;
    this.#server = endpoint.server;
    this.#agent = new Agent({
      keepAlive: true,
      ca: decode(endpoint['certificate-authority-data']),
      cert: decode(user['client-certificate-data']),
      key: decode(user['client-key-data']),
    });
  }

  /** Sends a request; resolves with the body, throws `KubeError` unless the answer is 2xx. */
  async send(
    method: string,
    path: string,
    options: {
      readonly body?: unknown;
      readonly contentType?: string;
      readonly timeoutMs?: number;
    } = {},
  ): Promise<string> {
    const { contentType = 'application/json' } = options;
    const body = options.body === undefined ? '' : JSON.stringify(options.body);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.#server}${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            'Content-Type': contentType,
            // Node.js leaves it out of a DELETE, whose body would then be read as the next request.
            'Content-Length': Buffer.byteLength(body),
          },
          signal: AbortSignal.timeout(options.timeoutMs ?? 30_000),
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const status = response.statusCode ?? 0;
            if (status >= 200 && status < 300) {
              resolve(text);
            } else {
              reject(
                new KubeError(
                  `${this.cluster.name}: ${method} ${path}`,
                  status,
                  text,
                ),
              );
            }
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** Undefined when there is no such object. */
  async get(ref: ObjectRef): Promise<KubeObject | undefined> {
    try {
      return JSON.parse(
        await this.send('GET', await this.#path(ref)),
      ) as KubeObject;
    } catch (error) {
      if (error instanceof KubeError && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  }

  async list(
    ref: Omit<ObjectRef, 'name'>,
    query = '',
  ): Promise<readonly KubeObject[]> {
    const text = await this.send('GET', `${await this.#path(ref)}?${query}`);
    return (JSON.parse(text) as { items: readonly KubeObject[] }).items;
  }

  /**
   * Server-side apply, taking fields over from whoever has them. The namespace of a cluster-scoped
   * object is dropped. With `dryRun` nothing is written: it only throws where the object is
   * refused.
   */
  async apply(
    object: KubeObject,
    { dryRun = false }: { readonly dryRun?: boolean } = {},
  ): Promise<void> {
    const path = await this.#path(refOf(object));
    const { namespace, ...metadata } = object.metadata;
    const body =
      path.includes('/namespaces/') && namespace
        ? object
        : { ...object, metadata };
    await this.send(
      'PATCH',
      `${path}?fieldManager=${FIELD_MANAGER}&force=true${
        dryRun ? '&dryRun=All' : ''
      }`,
      { body, contentType: 'application/apply-patch+yaml' },
    );
  }

  async mergePatch(ref: ObjectRef, patch: unknown): Promise<void> {
    await this.send(
      'PATCH',
      `${await this.#path(ref)}?fieldManager=${FIELD_MANAGER}`,
      { body: patch, contentType: 'application/merge-patch+json' },
    );
  }

  /** No error when there is none. */
  async delete(ref: ObjectRef): Promise<void> {
    try {
      await this.send('DELETE', await this.#path(ref), {
        body: { propagationPolicy: 'Background' },
      });
    } catch (error) {
      if (!(error instanceof KubeError && error.status === 404)) {
        throw error;
      }
    }
  }

  async create(object: KubeObject): Promise<void> {
    const ref = refOf(object);
    await this.send('POST', await this.#path({ ...ref, name: undefined }), {
      body: object,
    });
  }

  async replace(object: KubeObject): Promise<void> {
    await this.send('PUT', await this.#path(refOf(object)), { body: object });
  }

  /** HTTP to a Pod, through the API server. */
  async toPod(
    pod: { readonly namespace: string; readonly name: string },
    port: number,
    options: { readonly body: unknown; readonly timeoutMs: number },
  ): Promise<string> {
    return this.send(
      'POST',
      `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}:${port}/proxy/`,
      options,
    );
  }

  async #path(ref: Omit<ObjectRef, 'name'> & { readonly name?: string }) {
    const { apiVersion, kind, namespace, name } = ref;
    const base = apiVersion.includes('/')
      ? `/apis/${apiVersion}`
      : `/api/${apiVersion}`;
    let kinds = this.#kinds.get(base);
    if (!kinds) {
      kinds = this.#discover(base);
      this.#kinds.set(base, kinds);
      kinds.catch(() => this.#kinds.delete(base));
    }
    const found = (await kinds).get(kind);
    if (!found) {
      throw new Error(
        `Cluster ${this.cluster.name} has no kind ${kind} in ${apiVersion}.`,
      );
    }
    const inNamespace = found.namespaced
      ? `/namespaces/${namespace ?? 'default'}`
      : '';
    return `${base}${inNamespace}/${found.plural}${name ? `/${name}` : ''}`;
  }

  async #discover(base: string): Promise<ReadonlyMap<string, Kind>> {
    const { resources } = JSON.parse(await this.send('GET', base)) as {
      resources: readonly { name: string; kind: string; namespaced: boolean }[];
    };
    return new Map(
      resources
        .filter(({ name }) => !name.includes('/'))
        .map(({ kind, name, namespaced }) => [
          kind,
          { plural: name, namespaced },
        ]),
    );
  }
}
