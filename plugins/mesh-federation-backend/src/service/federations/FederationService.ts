import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type {
  ClusterOverview,
  EntityMesh,
  EntityReachability,
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
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

export interface CallerOptions {
  readonly credentials: BackstageCredentials;
  /** The HTTP request behind the call, if there is one: the audit event names its actor and address. */
  readonly request?: Request;
}

/**
 * What the plugin does, one method for each HTTP operation. `Default…` decides and stores, `Authorized…` asks for the permission first,
 * `Audited…` records every write with its user and result.
 *
 * Throws `InputError` (naming the field), `NotFoundError`, `NotAllowedError`, `ConflictError`.
 */
export interface FederationService {
  listClusters(options: CallerOptions): Promise<readonly ClusterOverview[]>;
  getTrust(options: CallerOptions): Promise<TrustReport>;
  listFindings(options: CallerOptions): Promise<readonly Finding[]>;
  listFederations(options: CallerOptions): Promise<readonly Federation[]>;
  getFederation(name: string, options: CallerOptions): Promise<Federation>;
  putFederation(
    name: string,
    spec: FederationSpec,
    options: CallerOptions,
  ): Promise<Federation>;
  listPlans(
    federation: string,
    options: CallerOptions,
  ): Promise<readonly PlanSummary[]>;
  createPlan(
    federation: string,
    request: PlanRequest,
    options: CallerOptions,
  ): Promise<Plan>;
  getPlan(id: string, options: CallerOptions): Promise<Plan>;
  startRun(
    planId: string,
    digest: string,
    options: CallerOptions,
  ): Promise<Run>;
  listRuns(
    filter: { readonly federation?: string },
    options: CallerOptions,
  ): Promise<readonly RunSummary[]>;
  getRun(id: string, options: CallerOptions): Promise<RunWithEvents>;
  cancelRun(id: string, options: CallerOptions): Promise<Run>;
  observe(
    request: { readonly clusters?: readonly string[] },
    options: CallerOptions,
  ): Promise<readonly ClusterOverview[]>;
  getEntityMesh(
    entity: {
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
    },
    options: CallerOptions,
  ): Promise<EntityMesh>;
  getEntityReachability(
    entity: {
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
    },
    filter: ReachabilityFilter,
    options: CallerOptions,
  ): Promise<EntityReachability>;
  getServiceReachability(
    service: { readonly namespace: string; readonly name: string },
    filter: ReachabilityFilter,
    options: CallerOptions,
  ): Promise<ServiceReachabilityAnswer>;
}
