/**
 * Actions of mesh federation for Backstage's software templates.
 *
 * @packageDocumentation
 */
export { scaffolderModuleMeshFederation as default } from './module';
