/**
 * Backend plugin of mesh federation.
 *
 * @packageDocumentation
 */
export { meshFederationPlugin as default } from './plugin';
