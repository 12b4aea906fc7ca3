import type {
  ApprovalRequest,
  Federation,
  Paged,
  PageRequest,
  Plan,
  PlanDecline,
  PlanSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * Federations (intent) and plans. Plans are written once and never changed; who asked for their
 * approval or declined it is kept beside them.
 */
export interface FederationStore {
  listFederations(): Promise<readonly Federation[]>;
  getFederation(name: string): Promise<Federation | undefined>;
  /**
   * Stores what follows the version before `federation.version`: 1 is for one that does not exist
   * yet. Throws ConflictError when another version is stored.
   */
  putFederation(federation: Federation): Promise<void>;
  /**
   * Deletes it with its plans and runs. Throws ConflictError when another version is stored, or one
   * of its runs has not ended.
   */
  deleteFederation(
    federation: Pick<Federation, 'name' | 'version'>,
  ): Promise<void>;
  savePlan(plan: Plan): Promise<void>;
  getPlan(id: string): Promise<Plan | undefined>;
  /**
   * Keeps who asked first, and answers the plan. Throws ConflictError when it was declined or has a
   * run.
   */
  requestApproval(planId: string, request: ApprovalRequest): Promise<Plan>;
  /** Throws ConflictError when it was declined before or has a run. */
  declinePlan(planId: string, decline: PlanDecline): Promise<Plan>;
  /** Newest first, without their runs. */
  listPlans(
    federation: string,
    page?: PageRequest,
  ): Promise<Paged<PlanSummary>>;
}
