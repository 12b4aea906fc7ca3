import type {
  AffectedByFederation,
  Federation,
  Paged,
  PageRequest,
  Plan,
  PlanSummary,
  RunEvent,
  RunSummary,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallerOptions } from '../caller/CallerOptions';

/** Federations with their plans and runs, to be read. */
export interface FederationService {
  listFederations(
    page: PageRequest,
    options: CallerOptions,
  ): Promise<Paged<Federation>>;
  getFederation(name: string, options: CallerOptions): Promise<Federation>;
  /** Names no entity that the caller may not see. */
  getAffected(
    name: string,
    options: CallerOptions,
  ): Promise<AffectedByFederation>;
  listPlans(
    federation: string,
    page: PageRequest,
    options: CallerOptions,
  ): Promise<Paged<PlanSummary>>;
  getPlan(id: string, options: CallerOptions): Promise<Plan>;
  listRuns(
    request: PageRequest & { readonly federation?: string },
    options: CallerOptions,
  ): Promise<Paged<RunSummary>>;
  getRun(id: string, options: CallerOptions): Promise<RunWithEvents>;
  listRunEvents(
    id: string,
    page: PageRequest,
    options: CallerOptions,
  ): Promise<Paged<RunEvent>>;
}
