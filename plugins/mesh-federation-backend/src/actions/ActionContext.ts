import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { Services } from '../service/Services';

/** What every action needs. */
export interface ActionContext {
  readonly registry: ActionsRegistryService;
  readonly services: Services;
}

/** They look at what is stored and change nothing. */
export const READ_ONLY = {
  readOnly: true,
  idempotent: true,
  destructive: false,
} as const;
