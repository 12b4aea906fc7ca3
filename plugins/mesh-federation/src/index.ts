/**
 * Frontend of mesh federation: the Mesh tab of an entity and the pages of the platform team.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { meshFederationApiRef } from './api';
export { meshFederationTranslationRef } from './translation/meshFederationTranslationRef';
export { rootRouteRef, entityContentRouteRef } from './routes';
