import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { FederationService } from '../service/federations/FederationService';

/** What every action needs. */
export interface ActionContext {
  readonly registry: ActionsRegistryService;
  readonly service: FederationService;
}

/** They look at what is stored and change nothing. */
export const READ_ONLY = {
  readOnly: true,
  idempotent: true,
  destructive: false,
} as const;
