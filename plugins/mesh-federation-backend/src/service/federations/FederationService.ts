import type {
  AffectedByFederation,
  Federation,
  Plan,
  PlanSummary,
  RunSummary,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallerOptions } from '../caller/CallerOptions';

/** Federations with their plans and runs, to be read. */
export interface FederationService {
  listFederations(options: CallerOptions): Promise<readonly Federation[]>;
  getFederation(name: string, options: CallerOptions): Promise<Federation>;
  /** Names no entity that the caller may not see. */
  getAffected(
    name: string,
    options: CallerOptions,
  ): Promise<AffectedByFederation>;
  listPlans(
    federation: string,
    options: CallerOptions,
  ): Promise<readonly PlanSummary[]>;
  getPlan(id: string, options: CallerOptions): Promise<Plan>;
  listRuns(
    filter: { readonly federation?: string },
    options: CallerOptions,
  ): Promise<readonly RunSummary[]>;
  getRun(id: string, options: CallerOptions): Promise<RunWithEvents>;
}
