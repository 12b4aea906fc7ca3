/**
 * Analysis, planning and verification of federations: what the backend alone needs.
 *
 * @packageDocumentation
 */
export * from './planning/planJoin';
export * from './planning/planLeave';
export * from './planning/digest/planDigest';
export * from './planning/digest/planIntent';
export * from './planning/preflight/affectedBy';
export * from './planning/members/safeName';
export * from './planning/preflight/rendered/manifestFaults';
export * from './planning/preflight/rendered/nameFindings';
export * from './planning/preflight/rendered/withFieldChoices';
export { isProposedTo } from './planning/preflight/ownershipFinding';
export * from './analysis/clusters/analyzeClusters';
export { labelledObjects } from './analysis/clusters/labelledObjects';
export * from './analysis/clusters/toClusterOverview';
export * from './analysis/trust/ownMeshConfigYaml';
export * from './analysis/trust/pemScalar';
export { rootsListedBy } from './analysis/trust/effectiveRoots';
export * from './analysis/entities/matchEntity';
export * from './analysis/entities/entityClients';
export * from './analysis/entities/entityNeeds';
export * from './analysis/entities/findServices';
export * from './analysis/entities/pageOfServices';
export * from './analysis/entities/serviceOwners';
export * from './analysis/entities/surveyServices';
export * from './analysis/entities/systemParts';
export * from './analysis/entities/undeclaredReach';
export { applyRemedy } from './analysis/reachability/parts/remedies';
export { describeUnknown } from './analysis/describeUnknown';
export * from './analysis/reachability/lookup/context/createReachabilityContext';
export { effectiveSettings } from './analysis/reachability/lookup/effectiveSettings';
export * from './analysis/reachability/lookup/mainRevision';
export * from './analysis/reachability/lookup/indexCluster';
export * from './analysis/reachability/lookup/ClusterIndex';
export * from './analysis/reachability/lookup/context/ReachabilityContext';
export * from './analysis/reachability/engine/analyzeReachability';
export * from './analysis/reachability/engine/serviceReachability';
export * from './analysis/reachability/engine/withoutEndpoints';
export * from './analysis/reachability/survey/surveyReachability';
export * from './analysis/reachability/witness/witnessQuestion';
export * from './analysis/reachability/witness/confirmReachability';
export type { Heard } from './analysis/reachability/witness/Heard';
export * from './analysis/reachability/witness/weighProxy';
export * from './analysis/reachability/witness/workloadsToAsk';
export type { ReachabilityOutcome } from './analysis/reachability/engine/outcomeOf';
export type { Judge, Survey } from './analysis/entities/judgeServices';
export * from './verification/outcomeOf';
export * from './verification/verifyPlan';
