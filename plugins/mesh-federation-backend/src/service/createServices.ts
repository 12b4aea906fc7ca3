import type {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuditedChangeService } from './changes/AuditedChangeService';
import { AuthorizedChangeService } from './changes/AuthorizedChangeService';
import {
  DefaultChangeService,
  type DefaultChangeServiceOptions,
} from './changes/DefaultChangeService';
import { AuthorizedFederationService } from './federations/AuthorizedFederationService';
import { DefaultFederationService } from './federations/DefaultFederationService';
import { AuthorizedMeshService } from './mesh/AuthorizedMeshService';
import {
  DefaultHealthService,
  type DefaultHealthServiceOptions,
} from './operations/DefaultHealthService';
import {
  DefaultMeshService,
  type DefaultMeshServiceOptions,
} from './mesh/DefaultMeshService';
import { AuthorizedReachabilityService } from './reachability/AuthorizedReachabilityService';
import {
  DefaultReachabilityService,
  type DefaultReachabilityServiceOptions,
} from './reachability/DefaultReachabilityService';
import type { Services } from './Services';

/**
 * The services as the outside gets them. Changes are audited before they are authorized, so that
 * refused attempts are audited too.
 */
export function createServices(
  options: DefaultChangeServiceOptions &
    DefaultMeshServiceOptions &
    DefaultReachabilityServiceOptions &
    DefaultHealthServiceOptions & {
      readonly permissions: PermissionsService;
      readonly auditor: AuditorService;
      /** Services that may change something, by subject. */
      readonly changers: readonly string[];
    },
): Services {
  const { permissions, auditor, changers } = options;
  return {
    mesh: new AuthorizedMeshService({
      permissions,
      inner: new DefaultMeshService(options),
    }),
    reachability: new AuthorizedReachabilityService({
      permissions,
      inner: new DefaultReachabilityService(options),
    }),
    federations: new AuthorizedFederationService({
      permissions,
      inner: new DefaultFederationService(options),
    }),
    changes: new AuditedChangeService({
      auditor,
      inner: new AuthorizedChangeService({
        permissions,
        changers,
        inner: new DefaultChangeService(options),
      }),
    }),
    health: new DefaultHealthService(options),
  };
}
