import type {
  Federation,
  Plan,
  PlanSummary,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Federations (intent) and plans. Plans are written once and never changed. */
export interface FederationStore {
  listFederations(): Promise<readonly Federation[]>;
  getFederation(name: string): Promise<Federation | undefined>;
  putFederation(federation: Federation): Promise<void>;
  savePlan(plan: Plan): Promise<void>;
  getPlan(id: string): Promise<Plan | undefined>;
  listPlans(federation: string): Promise<readonly PlanSummary[]>;
}
