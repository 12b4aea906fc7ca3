import type {
  AffectedByFederation,
  ClusterOverview,
  EntityMesh,
  EntityReachability,
  EntityReachabilityFilter,
  Federation,
  FederationSpec,
  Finding,
  Plan,
  PlanRequest,
  PlanSummary,
  ReachabilityFilter,
  Run,
  RunSummary,
  RunWithEvents,
  ServiceReachabilityAnswer,
  TrustReport,
} from '../model';

/**
 * The plugin's HTTP API, one method for each operation of the OpenAPI document. Failed calls throw
 * `ResponseError`.
 *
 * @public
 */
export interface MeshFederationApi {
  /** `GET /clusters` */
  listClusters(): Promise<{ items: readonly ClusterOverview[] }>;
  /** `GET /trust` */
  getTrust(): Promise<TrustReport>;
  /** `GET /findings` */
  listFindings(): Promise<{ items: readonly Finding[] }>;
  /** `GET /federations` */
  listFederations(): Promise<{ items: readonly Federation[] }>;
  /** `GET /federations/{name}` */
  getFederation(name: string): Promise<Federation>;
  /** `PUT /federations/{name}` */
  putFederation(name: string, spec: FederationSpec): Promise<Federation>;
  /** `GET /federations/{name}/affected` */
  getAffected(federation: string): Promise<AffectedByFederation>;
  /** `GET /federations/{name}/plans`, newest first */
  listPlans(federation: string): Promise<{ items: readonly PlanSummary[] }>;
  /** `POST /federations/{name}/plans` */
  createPlan(federation: string, request: PlanRequest): Promise<Plan>;
  /** `GET /plans/{id}` */
  getPlan(id: string): Promise<Plan>;
  /** `POST /plans/{id}/runs` with `{ digest }` */
  startRun(planId: string, digest: string): Promise<Run>;
  /** `GET /runs?federation=`, newest first */
  listRuns(options?: {
    federation?: string;
  }): Promise<{ items: readonly RunSummary[] }>;
  /** `GET /runs/{id}` */
  getRun(id: string): Promise<RunWithEvents>;
  /** `POST /runs/{id}/cancel` */
  cancelRun(id: string): Promise<Run>;
  /** Goes on with a failed or cancelled run: the same plan, what is left of it. */
  continueRun(id: string): Promise<Run>;
  /** `POST /observations` with `{ clusters? }`: observes now and answers when done. */
  observe(options?: {
    clusters?: readonly string[];
  }): Promise<{ items: readonly ClusterOverview[] }>;
  /** `GET /entities/by-name/{kind}/{namespace}/{name}/mesh` */
  getEntityMesh(entityRef: {
    kind: string;
    namespace: string;
    name: string;
  }): Promise<EntityMesh>;
  /** `GET /entities/by-name/{kind}/{namespace}/{name}/reachability` */
  getEntityReachability(
    entityRef: { kind: string; namespace: string; name: string },
    filter?: EntityReachabilityFilter,
  ): Promise<EntityReachability>;
  /** `GET /services/{namespace}/{name}/reachability` */
  getServiceReachability(
    service: { namespace: string; name: string },
    filter?: ReachabilityFilter,
  ): Promise<ServiceReachabilityAnswer>;
}
