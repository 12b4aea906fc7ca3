import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  meshFederationApprovePermission,
  meshFederationCancelPermission,
  meshFederationEntityReadPermission,
  meshFederationManagePermission,
  meshFederationObservePermission,
  meshFederationPlanPermission,
  meshFederationTopologyReadPermission,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { CallerOptions, FederationService } from './FederationService';

type MethodParameters<K extends keyof FederationService> = Parameters<
  FederationService[K]
>;

/**
 * Asks for the permission of each operation before anything else happens. The clusters are reached with the plugin's own
 * credentials, for which the Kubernetes proxy allows everything: this is the only gate.
 */
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

  async listClusters(caller: CallerOptions) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.listClusters(caller);
  }

  async getTrust(caller: CallerOptions) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.getTrust(caller);
  }

  async listFindings(caller: CallerOptions) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.listFindings(caller);
  }

  async listFederations(caller: CallerOptions) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.listFederations(caller);
  }

  async getFederation(...[name, caller]: MethodParameters<'getFederation'>) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.getFederation(name, caller);
  }

  async putFederation(
    ...[name, spec, caller]: MethodParameters<'putFederation'>
  ) {
    await this.#require(meshFederationManagePermission, caller);
    return this.#inner.putFederation(name, spec, caller);
  }

  async listPlans(...[federation, caller]: MethodParameters<'listPlans'>) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.listPlans(federation, caller);
  }

  async createPlan(
    ...[federation, request, caller]: MethodParameters<'createPlan'>
  ) {
    await this.#require(meshFederationPlanPermission, caller);
    return this.#inner.createPlan(federation, request, caller);
  }

  async getPlan(...[id, caller]: MethodParameters<'getPlan'>) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.getPlan(id, caller);
  }

  async startRun(...[planId, digest, caller]: MethodParameters<'startRun'>) {
    await this.#require(meshFederationApprovePermission, caller);
    return this.#inner.startRun(planId, digest, caller);
  }

  async listRuns(...[filter, caller]: MethodParameters<'listRuns'>) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.listRuns(filter, caller);
  }

  async getRun(...[id, caller]: MethodParameters<'getRun'>) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.getRun(id, caller);
  }

  async cancelRun(...[id, caller]: MethodParameters<'cancelRun'>) {
    await this.#require(meshFederationCancelPermission, caller);
    return this.#inner.cancelRun(id, caller);
  }

  async observe(...[request, caller]: MethodParameters<'observe'>) {
    await this.#require(meshFederationObservePermission, caller);
    return this.#inner.observe(request, caller);
  }

  /** The service below reads the entity as the caller, so that who may not see the entity gets NotFoundError. */
  async getEntityMesh(...[entity, caller]: MethodParameters<'getEntityMesh'>) {
    await this.#require(meshFederationEntityReadPermission, caller);
    return this.#inner.getEntityMesh(entity, caller);
  }

  /** As for the mesh of an entity, the service below reads the entity as the caller. */
  async getEntityReachability(
    ...[entity, filter, caller]: MethodParameters<'getEntityReachability'>
  ) {
    await this.#require(meshFederationEntityReadPermission, caller);
    return this.#inner.getEntityReachability(entity, filter, caller);
  }

  /** A Service has no entity that could be asked for: who may see the topology may see it. */
  async getServiceReachability(
    ...[service, filter, caller]: MethodParameters<'getServiceReachability'>
  ) {
    await this.#require(meshFederationTopologyReadPermission, caller);
    return this.#inner.getServiceReachability(service, filter, caller);
  }

  async #require(
    permission: BasicPermission,
    { credentials }: CallerOptions,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`Permission ${permission.name} is missing`);
    }
  }
}
