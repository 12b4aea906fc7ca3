/**
 * Model, permissions, findings and API client of the mesh-federation plugins. What the backend
 * alone needs is in the entry `./analysis`, so that no front end bundles it.
 *
 * @packageDocumentation
 */
export * from './model';
export * from './commands/stepCommands';
export * from './commands/yamlText';
export * from './permissions';
export * from './signals';
export * from './api/MeshFederationApi';
export * from './api/MeshFederationClient';
export * from './api/createJoinPlan';
export * from './api/createPageLinks';
export * from './api/pagesOf';
export * from './findings/registry';
export * from './findings/definitions/FindingDefinition';
export * from './findings/compareFindings';
export * from './findings/isMendedByJoin';
