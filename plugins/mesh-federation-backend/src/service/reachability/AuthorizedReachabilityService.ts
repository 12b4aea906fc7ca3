import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  meshFederationEntityReadPermission,
  meshFederationTopologyReadPermission,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { requirePermission } from '../caller/requirePermission';
import type { ReachabilityService } from './ReachabilityService';

/** Asks for the permission of each question about reachability. */
export class AuthorizedReachabilityService implements ReachabilityService {
  readonly #inner: ReachabilityService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    readonly inner: ReachabilityService;
    readonly permissions: PermissionsService;
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
  }

  /**
   * The service below reads the entity as the caller, so that who may not see the entity gets
   * NotFoundError.
   */
  async getEntityReachability(
    ...[entity, filter, caller]: Parameters<
      ReachabilityService['getEntityReachability']
    >
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationEntityReadPermission,
      caller,
    );
    return this.#inner.getEntityReachability(entity, filter, caller);
  }

  /** A Service has no entity that could be asked for: who may see the topology may see it. */
  async getServiceReachability(
    ...[service, filter, caller]: Parameters<
      ReachabilityService['getServiceReachability']
    >
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.getServiceReachability(service, filter, caller);
  }
}
