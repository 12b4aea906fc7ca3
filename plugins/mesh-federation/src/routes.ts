import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

// Made with the API of the old frontend system, because these are accepted by both.

/**
 * The page of the platform team.
 *
 * @public
 */
export const rootRouteRef = createRouteRef({ id: 'mesh-federation' });

/** Tab with all federations. */
export const federationsRouteRef = createSubRouteRef({
  id: 'mesh-federation-federations',
  parent: rootRouteRef,
  path: '/federations',
});

/** One federation. */
export const federationRouteRef = createSubRouteRef({
  id: 'mesh-federation-federation',
  parent: rootRouteRef,
  path: '/federations/:name',
});

/** One plan. */
export const planRouteRef = createSubRouteRef({
  id: 'mesh-federation-plan',
  parent: rootRouteRef,
  path: '/plans/:id',
});

/** Tab with all runs. */
export const runsRouteRef = createSubRouteRef({
  id: 'mesh-federation-runs',
  parent: rootRouteRef,
  path: '/runs',
});

/** One run. */
export const runRouteRef = createSubRouteRef({
  id: 'mesh-federation-run',
  parent: rootRouteRef,
  path: '/runs/:id',
});

/** Tab with what istiod makes of the answers. */
export const witnessRouteRef = createSubRouteRef({
  id: 'mesh-federation-witness',
  parent: rootRouteRef,
  path: '/witness',
});

/** What the code of a finding means. */
export const findingRouteRef = createSubRouteRef({
  id: 'mesh-federation-finding',
  parent: rootRouteRef,
  path: '/findings/:code',
});

/**
 * The tab of an entity.
 *
 * @public
 */
export const entityContentRouteRef = createRouteRef({
  id: 'mesh-federation-entity-content',
});
