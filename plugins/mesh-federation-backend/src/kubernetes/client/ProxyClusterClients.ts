import {
  optional,
  FIELD_MANAGER,
  type ClusterName,
  type Manifest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type {
  CallOptions,
  ClusterClient,
  ClusterClients,
  ClusterResult,
  KubernetesObject,
  ObjectAddress,
} from '../ClusterClient';
import { errorOfResponse } from './clusterErrors';
import { callSubject, rawSubject, resourcePath } from '../objects/clusterPaths';
import type { ProxyAnswer, ProxyCall, ProxyTransport } from './ProxyTransport';

const PAGE_SIZE = 500;

/** Content types of PATCH (k8s.io/apimachinery pkg/types/patch.go). */
const APPLY = 'application/apply-patch+yaml';
const MERGE = 'application/merge-patch+json';
const JSON_TYPE = 'application/json';

class ProxyClusterClient implements ClusterClient {
  readonly #transport: ProxyTransport;

  constructor(readonly cluster: ClusterName, transport: ProxyTransport) {
    this.#transport = transport;
  }

  async get(
    address: ObjectAddress,
    options?: CallOptions,
  ): Promise<ClusterResult<KubernetesObject | undefined>> {
    const answer = await this.#transport.call(
      this.cluster,
      {
        method: 'GET',
        path: resourcePath(address),
        subject: callSubject('get', address),
      },
      options,
    );
    if (!answer.ok) {
      return answer;
    }
    return answer.value.found
      ? parsed<KubernetesObject>(answer.value.body)
      : { ok: true, value: undefined };
  }

  async list(
    kind: Parameters<ClusterClient['list']>[0],
    options?: CallOptions,
  ): Promise<ClusterResult<readonly KubernetesObject[]>> {
    const items: KubernetesObject[] = [];
    let next: string | undefined;
    do {
      const page = await this.#page(kind, next, options);
      if (!page.ok) {
        return page;
      }
      // Items of a list carry neither apiVersion nor kind.
      const apiVersion = page.value.apiVersion;
      const itemKind = page.value.kind?.replace(/List$/, '');
      items.push(
        ...(page.value.items ?? []).map(item => ({
          apiVersion,
          kind: itemKind,
          ...item,
        })),
      );
      next = page.value.metadata?.continue || undefined;
    } while (next);
    return { ok: true, value: items };
  }

  apply(
    address: ObjectAddress,
    manifest: Manifest,
    options?: CallOptions & { readonly dryRun?: boolean },
  ): Promise<ClusterResult<KubernetesObject>> {
    const query = new URLSearchParams({
      fieldManager: FIELD_MANAGER,
      force: 'false',
      ...optional({ dryRun: options?.dryRun ? 'All' : undefined }),
    });
    return this.#write(
      {
        method: 'PATCH',
        path: `${resourcePath(address)}?${query}`,
        subject: callSubject('patch', address),
        body: JSON.stringify(manifest),
        contentType: APPLY,
      },
      options,
    );
  }

  mergePatch(
    address: ObjectAddress,
    patch: Manifest,
    options?: CallOptions,
  ): Promise<ClusterResult<KubernetesObject>> {
    const query = new URLSearchParams({ fieldManager: FIELD_MANAGER });
    return this.#write(
      {
        method: 'PATCH',
        path: `${resourcePath(address)}?${query}`,
        subject: callSubject('patch', address),
        body: JSON.stringify(patch),
        contentType: MERGE,
      },
      options,
    );
  }

  create(
    address: Parameters<ClusterClient['create']>[0],
    body: Manifest,
    options?: CallOptions,
  ): Promise<ClusterResult<KubernetesObject>> {
    const query = new URLSearchParams({ fieldManager: FIELD_MANAGER });
    // The name is in the path only of a subresource; otherwise it is in the body.
    const target = address.subresource
      ? address
      : { ...address, name: undefined };
    return this.#write(
      {
        method: 'POST',
        path: `${resourcePath(target)}?${query}`,
        subject: callSubject('create', target),
        body: JSON.stringify(body),
        contentType: JSON_TYPE,
      },
      options,
    );
  }

  async remove(
    address: ObjectAddress,
    options?: CallOptions & { readonly resourceVersion?: string },
  ): Promise<ClusterResult<'deleted' | 'absent'>> {
    const preconditions = options?.resourceVersion
      ? { preconditions: { resourceVersion: options.resourceVersion } }
      : {};
    const answer = await this.#transport.call(
      this.cluster,
      {
        method: 'DELETE',
        path: resourcePath(address),
        subject: callSubject('delete', address),
        body: JSON.stringify({
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
          ...preconditions,
        }),
        contentType: JSON_TYPE,
      },
      options,
    );
    if (!answer.ok) {
      return answer;
    }
    return { ok: true, value: answer.value.found ? 'deleted' : 'absent' };
  }

  async getText(
    path: string,
    options?: CallOptions,
  ): Promise<ClusterResult<string>> {
    const call: ProxyCall = { method: 'GET', path, subject: rawSubject(path) };
    const answer = await this.#transport.call(this.cluster, call, options);
    return answer.ok ? present(answer.value, call) : answer;
  }

  async #page(
    kind: Parameters<ClusterClient['list']>[0],
    next: string | undefined,
    options?: CallOptions,
  ): Promise<ClusterResult<ListPage>> {
    const query = new URLSearchParams({
      limit: String(PAGE_SIZE),
      ...optional({
        labelSelector: kind.labelSelector || undefined,
        fieldSelector: kind.fieldSelector || undefined,
        continue: next || undefined,
      }),
    });
    const call: ProxyCall = {
      method: 'GET',
      // An address is a kind, too: its name is not for a list.
      path: `${resourcePath({ ...kind, name: undefined })}?${query}`,
      subject: callSubject('list', kind),
    };
    const answer = await this.#transport.call(this.cluster, call, options);
    const body = answer.ok ? present(answer.value, call) : answer;
    return body.ok ? parsed<ListPage>(body.value) : body;
  }

  async #write(
    call: ProxyCall,
    options?: CallOptions,
  ): Promise<ClusterResult<KubernetesObject>> {
    const answer = await this.#transport.call(this.cluster, call, options);
    const body = answer.ok ? present(answer.value, call) : answer;
    return body.ok ? parsed<KubernetesObject>(body.value) : body;
  }
}

/** Clients of all clusters of Backstage's Kubernetes backend, one for each name. */
export class ProxyClusterClients implements ClusterClients {
  readonly #transport: ProxyTransport;
  readonly #clients = new Map<ClusterName, ClusterClient>();

  constructor(options: { readonly transport: ProxyTransport }) {
    this.#transport = options.transport;
  }

  forCluster(cluster: ClusterName): ClusterClient {
    const client =
      this.#clients.get(cluster) ??
      new ProxyClusterClient(cluster, this.#transport);
    this.#clients.set(cluster, client);
    return client;
  }
}

interface ListPage {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly continue?: string };
  readonly items?: readonly KubernetesObject[];
}

function present(answer: ProxyAnswer, call: ProxyCall): ClusterResult<string> {
  return answer.found
    ? { ok: true, value: answer.body }
    : {
        ok: false,
        error: errorOfResponse({
          status: 404,
          body: answer.body,
          subject: call.subject,
        }),
      };
}

/** The API server answered, but not with JSON: something on the way speaks for it. */
function parsed<T>(body: string): ClusterResult<T> {
  try {
    return { ok: true, value: JSON.parse(body) as T };
  } catch {
    return {
      ok: false,
      error: {
        reason: {
          kind: 'error',
          message:
            'the answer is not JSON: something between answers instead of the API server',
        },
      },
    };
  }
}
