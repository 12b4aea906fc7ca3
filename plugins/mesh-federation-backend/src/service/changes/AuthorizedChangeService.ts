import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  meshFederationApprovePermission,
  meshFederationCancelPermission,
  meshFederationManagePermission,
  meshFederationObservePermission,
  meshFederationPlanPermission,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { requirePermission } from '../caller/requirePermission';
import type { ChangeService } from './ChangeService';

/** Asks for the permission of each change. */
export class AuthorizedChangeService implements ChangeService {
  readonly #inner: ChangeService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    readonly inner: ChangeService;
    readonly permissions: PermissionsService;
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
  }

  async putFederation(
    ...[name, spec, caller]: Parameters<ChangeService['putFederation']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationManagePermission,
      caller,
    );
    return this.#inner.putFederation(name, spec, caller);
  }

  async deleteFederation(
    ...[name, caller]: Parameters<ChangeService['deleteFederation']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationManagePermission,
      caller,
    );
    return this.#inner.deleteFederation(name, caller);
  }

  async createPlan(
    ...[federation, request, caller]: Parameters<ChangeService['createPlan']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationPlanPermission,
      caller,
    );
    return this.#inner.createPlan(federation, request, caller);
  }

  async startRun(
    ...[planId, digest, caller]: Parameters<ChangeService['startRun']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationApprovePermission,
      caller,
    );
    return this.#inner.startRun(planId, digest, caller);
  }

  async cancelRun(...[id, caller]: Parameters<ChangeService['cancelRun']>) {
    await requirePermission(
      this.#permissions,
      meshFederationCancelPermission,
      caller,
    );
    return this.#inner.cancelRun(id, caller);
  }

  async continueRun(...[id, caller]: Parameters<ChangeService['continueRun']>) {
    await requirePermission(
      this.#permissions,
      meshFederationApprovePermission,
      caller,
    );
    return this.#inner.continueRun(id, caller);
  }

  async observe(...[request, caller]: Parameters<ChangeService['observe']>) {
    await requirePermission(
      this.#permissions,
      meshFederationObservePermission,
      caller,
    );
    return this.#inner.observe(request, caller);
  }
}
