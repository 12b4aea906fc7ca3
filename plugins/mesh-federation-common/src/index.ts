/**
 * Model, trust analysis, planning, permissions and API client of the mesh-federation plugins.
 *
 * @packageDocumentation
 */
export * from './model';
export * from './permissions';
export * from './signals';
export * from './api/MeshFederationApi';
export * from './findings/registry';
export * from './findings/FindingDefinition';
export * from './findings/compareFindings';
export * from './findings/renderFindingsPage';
export * from './analysis/describeUnknown';
export * from './analysis/trust/analyzeTrust';
export * from './analysis/trust/ownRoots';
export * from './analysis/trust/effectiveRoots';
export * from './analysis/trust/sameNameConflict';
export * from './analysis/analyzeDiscovery';
export * from './analysis/remoteSecretsFor';
