/**
 * Model, trust analysis, planning, permissions and API client of the mesh-federation plugins.
 *
 * @packageDocumentation
 */
export * from './model';
export * from './permissions';
export * from './signals';
export * from './api/MeshFederationApi';
