import { ResponseError } from '@backstage/errors';

import type {
  AffectedByFederation,
  ClusterOverview,
  EntityMesh,
  EntityReachability,
  EntityReachabilityFilter,
  Federation,
  FederationSpec,
  Finding,
  Paged,
  PageRequest,
  Plan,
  PlanPreviewRequest,
  PlanRequest,
  PlanSummary,
  ServiceReachabilityFilter,
  Run,
  RunEvent,
  RunSummary,
  RunWithEvents,
  ServiceReachabilityAnswer,
  TrustPage,
  WitnessReport,
} from '../model';
import type { MeshFederationApi } from './MeshFederationApi';
import { optional } from '../model/basics/optional';

/**
 * Calls the plugin's backend, from the frontend or, with fetch and discovery of its own, from
 * anywhere else.
 *
 * @public
 */
export class MeshFederationClient implements MeshFederationApi {
  readonly #discoveryApi: MeshFederationClientOptions['discoveryApi'];
  readonly #fetchApi: MeshFederationClientOptions['fetchApi'];

  constructor(options: MeshFederationClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async listClusters(page: PageRequest = {}): Promise<Paged<ClusterOverview>> {
    return this.#request('GET', ['clusters'], { query: { ...page } });
  }

  async getTrust(page: PageRequest = {}): Promise<TrustPage> {
    return this.#request('GET', ['trust'], { query: { ...page } });
  }

  async listFindings(page: PageRequest = {}): Promise<Paged<Finding>> {
    return this.#request('GET', ['findings'], { query: { ...page } });
  }

  async getWitness(): Promise<WitnessReport> {
    return this.#request('GET', ['witness']);
  }

  async listFederations(page: PageRequest = {}): Promise<Paged<Federation>> {
    return this.#request('GET', ['federations'], { query: { ...page } });
  }

  async getFederation(name: string): Promise<Federation> {
    return this.#request('GET', ['federations', name]);
  }

  async putFederation(name: string, spec: FederationSpec): Promise<Federation> {
    return this.#request('PUT', ['federations', name], { body: spec });
  }

  async deleteFederation(name: string): Promise<void> {
    await this.#request('DELETE', ['federations', name]);
  }

  async getAffected(federation: string): Promise<AffectedByFederation> {
    return this.#request('GET', ['federations', federation, 'affected']);
  }

  async listPlans(
    federation: string,
    page: PageRequest = {},
  ): Promise<Paged<PlanSummary>> {
    return this.#request('GET', ['federations', federation, 'plans'], {
      query: { ...page },
    });
  }

  async createPlan(federation: string, request: PlanRequest): Promise<Plan> {
    return this.#request('POST', ['federations', federation, 'plans'], {
      body: request,
    });
  }

  async previewPlan(
    federation: string,
    request: PlanPreviewRequest,
  ): Promise<Plan> {
    return this.#request('POST', ['federations', federation, 'plans'], {
      body: request,
      query: { dryRun: 'true' },
    });
  }

  async getPlan(id: string): Promise<Plan> {
    return this.#request('GET', ['plans', id]);
  }

  async requestApproval(planId: string, comment?: string): Promise<Plan> {
    return this.#request('POST', ['plans', planId, 'approval-request'], {
      body: optional({ comment }),
    });
  }

  async declinePlan(planId: string, reason: string): Promise<Plan> {
    return this.#request('POST', ['plans', planId, 'decline'], {
      body: { reason },
    });
  }

  async startRun(planId: string, digest: string): Promise<Run> {
    return this.#request('POST', ['plans', planId, 'runs'], {
      body: { digest },
    });
  }

  async listRuns(
    options: PageRequest & { federation?: string } = {},
  ): Promise<Paged<RunSummary>> {
    return this.#request('GET', ['runs'], { query: { ...options } });
  }

  async getRun(id: string): Promise<RunWithEvents> {
    return this.#request('GET', ['runs', id]);
  }

  async listRunEvents(
    id: string,
    page: PageRequest = {},
  ): Promise<Paged<RunEvent>> {
    return this.#request('GET', ['runs', id, 'events'], { query: { ...page } });
  }

  async cancelRun(id: string): Promise<Run> {
    return this.#request('POST', ['runs', id, 'cancel']);
  }

  async continueRun(id: string): Promise<Run> {
    return this.#request('POST', ['runs', id, 'continue']);
  }

  async observe(
    options: { clusters?: readonly string[] } = {},
  ): Promise<Paged<ClusterOverview>> {
    return this.#request('POST', ['observations'], { body: options });
  }

  async getEntityMesh(entityRef: {
    kind: string;
    namespace: string;
    name: string;
  }): Promise<EntityMesh> {
    const { kind, namespace, name } = entityRef;
    return this.#request('GET', [
      'entities',
      'by-name',
      kind,
      namespace,
      name,
      'mesh',
    ]);
  }

  async getEntityReachability(
    entityRef: { kind: string; namespace: string; name: string },
    filter: EntityReachabilityFilter = {},
  ): Promise<EntityReachability> {
    const { kind, namespace, name } = entityRef;
    return this.#request(
      'GET',
      ['entities', 'by-name', kind, namespace, name, 'reachability'],
      { query: { ...filter } },
    );
  }

  async getServiceReachability(
    service: { namespace: string; name: string },
    filter: ServiceReachabilityFilter = {},
  ): Promise<ServiceReachabilityAnswer> {
    const { namespace, name } = service;
    return this.#request('GET', ['services', namespace, name, 'reachability'], {
      query: { ...filter },
    });
  }

  async #request<T>(
    method: 'DELETE' | 'GET' | 'POST' | 'PUT',
    path: readonly string[],
    options: {
      readonly body?: unknown;
      readonly query?: Readonly<Record<string, string | number | undefined>>;
    } = {},
  ): Promise<T> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('mesh-federation');
    const query = new URLSearchParams(
      Object.entries(options.query ?? {}).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, String(value)]],
      ),
    ).toString();
    const url = `${baseUrl}/${path.map(encodeURIComponent).join('/')}${
      query === '' ? '' : `?${query}`
    }`;
    const response = await this.#fetchApi.fetch(url, {
      method,
      ...optional({
        headers:
          options.body === undefined
            ? undefined
            : { 'Content-Type': 'application/json' },
        body:
          options.body === undefined ? undefined : JSON.stringify(options.body),
      }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.status === 204 ? (undefined as T) : response.json();
  }
}

/**
 * Backstage's own APIs fit: `discoveryApiRef` and `fetchApiRef`.
 *
 * @public
 */
export interface MeshFederationClientOptions {
  readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly fetchApi: { fetch: typeof fetch };
}
