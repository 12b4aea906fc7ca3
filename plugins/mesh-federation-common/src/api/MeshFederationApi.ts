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

/**
 * The plugin's HTTP API, one method for each operation of the OpenAPI document. Failed calls throw
 * `ResponseError`.
 *
 * @public
 */
export interface MeshFederationApi {
  /** `GET /clusters` */
  listClusters(page?: PageRequest): Promise<Paged<ClusterOverview>>;
  /** `GET /trust`; `limit` counts ordered pairs of clusters */
  getTrust(page?: PageRequest): Promise<TrustPage>;
  /** `GET /findings` */
  listFindings(page?: PageRequest): Promise<Paged<Finding>>;
  /** `GET /witness` */
  getWitness(): Promise<WitnessReport>;
  /** `GET /federations` */
  listFederations(page?: PageRequest): Promise<Paged<Federation>>;
  /** `GET /federations/{name}` */
  getFederation(name: string): Promise<Federation>;
  /** `PUT /federations/{name}` */
  putFederation(name: string, spec: FederationSpec): Promise<Federation>;
  /**
   * `DELETE /federations/{name}`: with its plans and runs. Refused while clusters hold its objects.
   */
  deleteFederation(name: string): Promise<void>;
  /** `GET /federations/{name}/affected` */
  getAffected(federation: string): Promise<AffectedByFederation>;
  /** `GET /federations/{name}/plans`, newest first */
  listPlans(
    federation: string,
    page?: PageRequest,
  ): Promise<Paged<PlanSummary>>;
  /** `POST /federations/{name}/plans` */
  createPlan(federation: string, request: PlanRequest): Promise<Plan>;
  /** `POST /federations/{name}/plans?dryRun=true`: what would be planned; nothing is stored. */
  previewPlan(federation: string, request: PlanPreviewRequest): Promise<Plan>;
  /** `GET /plans/{id}` */
  getPlan(id: string): Promise<Plan>;
  /** `POST /plans/{id}/approval-request`; who asks again is answered what was asked first. */
  requestApproval(planId: string, comment?: string): Promise<Plan>;
  /** `POST /plans/{id}/decline`: the plan cannot be approved any more. */
  declinePlan(planId: string, reason: string): Promise<Plan>;
  /** `POST /plans/{id}/runs` with `{ digest }` */
  startRun(planId: string, digest: string): Promise<Run>;
  /** `GET /runs?federation=`, newest first */
  listRuns(
    options?: PageRequest & { federation?: string },
  ): Promise<Paged<RunSummary>>;
  /** `GET /runs/{id}` */
  getRun(id: string): Promise<RunWithEvents>;
  /** `GET /runs/{id}/events`, newest first */
  listRunEvents(id: string, page?: PageRequest): Promise<Paged<RunEvent>>;
  /** `POST /runs/{id}/cancel` */
  cancelRun(id: string): Promise<Run>;
  /** Goes on with a failed or cancelled run: the same plan, what is left of it. */
  continueRun(id: string): Promise<Run>;
  /** `POST /observations` with `{ clusters? }`: observes now and answers when done. */
  observe(options?: {
    clusters?: readonly string[];
  }): Promise<Paged<ClusterOverview>>;
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
    filter?: ServiceReachabilityFilter,
  ): Promise<ServiceReachabilityAnswer>;
}
