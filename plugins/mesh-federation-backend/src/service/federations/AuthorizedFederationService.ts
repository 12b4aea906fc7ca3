import type { PermissionsService } from '@backstage/backend-plugin-api';
import { meshFederationTopologyReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { requirePermission } from '../caller/requirePermission';
import type { FederationService } from './FederationService';

/** Asks for the permission of each reading of federations. */
export class AuthorizedFederationService implements FederationService {
  readonly #inner: FederationService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    readonly inner: FederationService;
    readonly permissions: PermissionsService;
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
  }

  async listFederations(
    ...[page, caller]: Parameters<FederationService['listFederations']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.listFederations(page, caller);
  }

  async getFederation(
    ...[name, caller]: Parameters<FederationService['getFederation']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.getFederation(name, caller);
  }

  async getAffected(
    ...[name, caller]: Parameters<FederationService['getAffected']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.getAffected(name, caller);
  }

  async listPlans(
    ...[federation, page, caller]: Parameters<FederationService['listPlans']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.listPlans(federation, page, caller);
  }

  async getPlan(...[id, caller]: Parameters<FederationService['getPlan']>) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.getPlan(id, caller);
  }

  async listRuns(
    ...[filter, caller]: Parameters<FederationService['listRuns']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.listRuns(filter, caller);
  }

  async getRun(...[id, caller]: Parameters<FederationService['getRun']>) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.getRun(id, caller);
  }

  async listRunEvents(
    ...[id, page, caller]: Parameters<FederationService['listRunEvents']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.listRunEvents(id, page, caller);
  }
}
