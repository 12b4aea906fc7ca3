import type {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuditedFederationService } from './changes/AuditedChangeService';
import { AuthorizedFederationService } from './federations/AuthorizedFederationService';
import {
  DefaultFederationService,
  type DefaultFederationServiceOptions,
} from './changes/DefaultChangeService';
import type { FederationService } from './federations/FederationService';

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
