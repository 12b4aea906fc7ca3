import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  meshFederationApprovePermission,
  meshFederationCancelPermission,
  meshFederationManagePermission,
  meshFederationObservePermission,
  meshFederationPlanPermission,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { requirePerson } from '../caller/requirePerson';
import { requirePermission } from '../caller/requirePermission';
import type { ChangeService } from './ChangeService';

/** Asks for the permission of each change, and lets people make it, no service unless listed. */
export class AuthorizedChangeService implements ChangeService {
  readonly #inner: ChangeService;
  readonly #permissions: PermissionsService;
  readonly #services: readonly string[];

  constructor(options: {
    readonly inner: ChangeService;
    readonly permissions: PermissionsService;
    /** Services that may change something, by subject. */
    readonly changers: readonly string[];
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
    this.#services = options.changers;
  }

  async putFederation(
    ...[name, spec, caller]: Parameters<ChangeService['putFederation']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationManagePermission,
      caller,
    );
    requirePerson(caller, this.#services);
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
    requirePerson(caller, this.#services);
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
    requirePerson(caller, this.#services);
    return this.#inner.createPlan(federation, request, caller);
  }

  async previewPlan(
    ...[federation, request, caller]: Parameters<ChangeService['previewPlan']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationPlanPermission,
      caller,
    );
    requirePerson(caller, this.#services);
    return this.#inner.previewPlan(federation, request, caller);
  }

  async requestApproval(
    ...[planId, comment, caller]: Parameters<ChangeService['requestApproval']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationPlanPermission,
      caller,
    );
    requirePerson(caller, this.#services);
    return this.#inner.requestApproval(planId, comment, caller);
  }

  async declinePlan(
    ...[planId, reason, caller]: Parameters<ChangeService['declinePlan']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationApprovePermission,
      caller,
    );
    requirePerson(caller, this.#services);
    return this.#inner.declinePlan(planId, reason, caller);
  }

  async startRun(
    ...[planId, digest, caller]: Parameters<ChangeService['startRun']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationApprovePermission,
      caller,
    );
    requirePerson(caller, this.#services);
    return this.#inner.startRun(planId, digest, caller);
  }

  async cancelRun(...[id, caller]: Parameters<ChangeService['cancelRun']>) {
    await requirePermission(
      this.#permissions,
      meshFederationCancelPermission,
      caller,
    );
    requirePerson(caller, this.#services);
    return this.#inner.cancelRun(id, caller);
  }

  async continueRun(...[id, caller]: Parameters<ChangeService['continueRun']>) {
    await requirePermission(
      this.#permissions,
      meshFederationApprovePermission,
      caller,
    );
    requirePerson(caller, this.#services);
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
