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
export * from './planning/planJoin';
export * from './planning/planLeave';
export * from './planning/orderSteps';
export * from './planning/planDigest';
export * from './planning/wantedRoots';
export * from './planning/parseFederationSpec';
export * from './planning/parsePlanRequest';
export { isProposedTo } from './planning/ownershipFinding';
export * from './analysis/analyzeClusters';
export * from './analysis/toClusterOverview';
export * from './analysis/matchEntity';
export * from './analysis/parseLabelSelector';
export * from './analysis/renewBefore';
export * from './analysis/isWorkingGateway';
export * from './verification/verifyPlan';
export * from './api/MeshFederationClient';
