import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  meshFederationEntityReadPermission,
  meshFederationTopologyReadPermission,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { hasPermission } from '../caller/hasPermission';
import { requirePermission } from '../caller/requirePermission';
import type { MeshService } from './MeshService';

/** Asks for the permission of each reading of the mesh. */
export class AuthorizedMeshService implements MeshService {
  readonly #inner: MeshService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    readonly inner: MeshService;
    readonly permissions: PermissionsService;
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
  }

  async listClusters(
    ...[page, caller]: Parameters<MeshService['listClusters']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.listClusters(page, caller);
  }

  async getTrust(...[caller]: Parameters<MeshService['getTrust']>) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.getTrust(caller);
  }

  async listTrust(...[page, caller]: Parameters<MeshService['listTrust']>) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.listTrust(page, caller);
  }

  async listFindings(
    ...[page, caller]: Parameters<MeshService['listFindings']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.listFindings(page, caller);
  }

  async getWitness(...[caller]: Parameters<MeshService['getWitness']>) {
    await requirePermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.getWitness(caller);
  }

  /**
   * The service below reads the entity as the caller, so that who may not see the entity gets
   * NotFoundError. What an entity's annotations match is for its author to say: who may not see the
   * topology does not see all of a cluster by naming it.
   */
  async getEntityMesh(
    ...[entity, caller]: Parameters<MeshService['getEntityMesh']>
  ) {
    await requirePermission(
      this.#permissions,
      meshFederationEntityReadPermission,
      caller,
    );
    const seesTopology = await hasPermission(
      this.#permissions,
      meshFederationTopologyReadPermission,
      caller,
    );
    return this.#inner.getEntityMesh(entity, { ...caller, seesTopology });
  }
}
