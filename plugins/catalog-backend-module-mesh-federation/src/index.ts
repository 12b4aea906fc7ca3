/**
 * Mesh federations as entities of Backstage's catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleMeshFederation as default } from './module';
