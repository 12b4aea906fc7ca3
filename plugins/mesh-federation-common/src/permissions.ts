import { createPermission } from '@backstage/plugin-permission-common';

/**
 * See clusters, trust, findings, federations, plans and runs.
 *
 * @public
 */
export const meshFederationTopologyReadPermission = createPermission({
  name: 'mesh-federation.topology.read',
  attributes: { action: 'read' },
});

/**
 * See the mesh of an entity. The reader also needs the right to read the entity in the catalog.
 *
 * @public
 */
export const meshFederationEntityReadPermission = createPermission({
  name: 'mesh-federation.entity.read',
  attributes: { action: 'read' },
});

/**
 * Ask for a new observation of the clusters.
 *
 * @public
 */
export const meshFederationObservePermission = createPermission({
  name: 'mesh-federation.observation.create',
  attributes: { action: 'create' },
});

/**
 * Create or change a federation: which clusters are to be members. Writes to no cluster.
 *
 * @public
 */
export const meshFederationManagePermission = createPermission({
  name: 'mesh-federation.federation.manage',
  attributes: { action: 'update' },
});

/**
 * Make plans. Writes to no cluster.
 *
 * @public
 */
export const meshFederationPlanPermission = createPermission({
  name: 'mesh-federation.plan.create',
  attributes: { action: 'create' },
});

/**
 * Approve a plan by its digest, which starts the run that writes to the clusters.
 *
 * @public
 */
export const meshFederationApprovePermission = createPermission({
  name: 'mesh-federation.plan.approve',
  attributes: { action: 'update' },
});

/**
 * Cancel a run.
 *
 * @public
 */
export const meshFederationCancelPermission = createPermission({
  name: 'mesh-federation.run.cancel',
  attributes: { action: 'update' },
});

/** @public */
export const meshFederationPermissions = [
  meshFederationTopologyReadPermission,
  meshFederationEntityReadPermission,
  meshFederationObservePermission,
  meshFederationManagePermission,
  meshFederationPlanPermission,
  meshFederationApprovePermission,
  meshFederationCancelPermission,
];
