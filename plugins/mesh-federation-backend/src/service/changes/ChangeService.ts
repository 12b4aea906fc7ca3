import type {
  ClusterOverview,
  Federation,
  FederationSpec,
  Paged,
  Plan,
  PlanPreviewRequest,
  PlanRequest,
  Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallerOptions } from '../caller/CallerOptions';

/**
 * Everything that somebody can change or set going. `Default…` decides and stores, `Authorized…`
 * asks for the permission first, `Audited…` records each change with its user and result.
 *
 * Throws `InputError` (naming the field), `NotFoundError`, `NotAllowedError`, `ConflictError`.
 */
export interface ChangeService {
  putFederation(
    name: string,
    spec: FederationSpec,
    options: CallerOptions,
  ): Promise<Federation>;
  /** With its plans and runs; writes to no cluster. */
  deleteFederation(name: string, options: CallerOptions): Promise<void>;
  createPlan(
    federation: string,
    request: PlanRequest,
    options: CallerOptions,
  ): Promise<Plan>;
  /** What would be planned; stores nothing. */
  previewPlan(
    federation: string,
    request: PlanPreviewRequest,
    options: CallerOptions,
  ): Promise<Plan>;
  /** Keeps who asked first. */
  requestApproval(
    planId: string,
    comment: string | undefined,
    options: CallerOptions,
  ): Promise<Plan>;
  declinePlan(
    planId: string,
    reason: string,
    options: CallerOptions,
  ): Promise<Plan>;
  startRun(
    planId: string,
    digest: string,
    options: CallerOptions,
  ): Promise<Run>;
  cancelRun(id: string, options: CallerOptions): Promise<Run>;
  /** Goes on with a failed or cancelled run: the same plan, what is left of it. */
  continueRun(id: string, options: CallerOptions): Promise<Run>;
  observe(
    request: { readonly clusters?: readonly string[] },
    options: CallerOptions,
  ): Promise<Paged<ClusterOverview>>;
}
