import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { PageLinks } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Services } from '../service/Services';

/** What every action needs. */
export interface ActionContext {
  readonly registry: ActionsRegistryService;
  readonly services: Services;
  readonly links: PageLinks;
}

/** They look at what is stored and change nothing. */
export const READ_ONLY = {
  readOnly: true,
  idempotent: true,
  destructive: false,
} as const;

/** They store something, overwrite and delete nothing, and write to no cluster. */
export const ADDITIVE = { readOnly: false, destructive: false } as const;
