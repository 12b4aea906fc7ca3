import type {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuditedFederationService } from './AuditedFederationService';
import { AuthorizedFederationService } from './AuthorizedFederationService';
import {
  DefaultFederationService,
  type DefaultFederationServiceOptions,
} from './DefaultFederationService';
import type { FederationService } from './FederationService';

/** The service as the outside gets it: audited, then authorized. Refused attempts are audited too. */
export function createFederationService(
  options: DefaultFederationServiceOptions & {
    readonly permissions: PermissionsService;
    readonly auditor: AuditorService;
  },
): FederationService {
  const { permissions, auditor } = options;
  return new AuditedFederationService({
    auditor,
    inner: new AuthorizedFederationService({
      permissions,
      inner: new DefaultFederationService(options),
    }),
  });
}
