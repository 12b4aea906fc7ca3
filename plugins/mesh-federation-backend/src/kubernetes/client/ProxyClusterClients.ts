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
import { readAll } from './readAll';
import { readAnswer, type ListPage } from './readAnswer';
import type { ProxyAnswer, ProxyCall, ProxyTransport } from './ProxyTransport';

const PAGE_SIZE = 500;

/** A whole list gets the time of so many calls. */
const LIST_CALLS = 3;

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
      ? readAnswer.object(answer.value.body, address.name)
      : { ok: true, value: undefined };
  }

  async list(
    kind: Parameters<ClusterClient['list']>[0],
    options?: CallOptions,
  ): Promise<ClusterResult<readonly KubernetesObject[]>> {
    const deadlineMs = LIST_CALLS * this.#transport.deadlineOf(options);
    // For the list as a whole: a page after the other would never come to an end.
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = options?.signal
      ? AbortSignal.any([deadline, options.signal])
      : deadline;
    const result = await readAll(next =>
      this.#page(kind, next, { ...options, signal }),
    );
    return result.ok || !deadline.aborted
      ? result
      : {
          ok: false,
          error: {
            reason: {
              kind: 'timeout',
              message: `the list did not end within ${deadlineMs} ms`,
            },
          },
        };
  }

  apply(
    address: ObjectAddress,
    manifest: Manifest,
    options?: Parameters<ClusterClient['apply']>[2],
  ): Promise<ClusterResult<KubernetesObject>> {
    const query = new URLSearchParams({
      fieldManager: FIELD_MANAGER,
      force: String(options?.force ?? false),
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
      answer => readAnswer.object(answer, address.name),
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
      answer => readAnswer.object(answer, address.name),
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
      answer =>
        address.subresource || address.plural.endsWith('reviews')
          ? readAnswer.review(answer, body.kind)
          : readAnswer.created(answer),
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
    if (!answer.value.found) {
      return { ok: true, value: 'absent' };
    }
    const deleted = readAnswer.deletion(answer.value.body);
    return deleted.ok ? { ok: true, value: 'deleted' } : deleted;
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
    return body.ok ? readAnswer.page(body.value) : body;
  }

  async #write(
    call: ProxyCall,
    read: (body: string) => ClusterResult<KubernetesObject>,
    options?: CallOptions,
  ): Promise<ClusterResult<KubernetesObject>> {
    const answer = await this.#transport.call(this.cluster, call, options);
    const body = answer.ok ? present(answer.value, call) : answer;
    return body.ok ? read(body.value) : body;
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
