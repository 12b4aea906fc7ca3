import type {
  ClusterOverview,
  Finding,
  MeshFederationApi,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aFederation } from '@mesh-federation/fixtures';
import { anAffected } from './anAffected';
import { anEntityMesh } from './anEntityMesh';
import { anEntityReachability, explain } from './anEntityReachability';
import { OBSERVED_AT, anOverview } from './anOverview';
import { aPlan } from './aPlan';
import { aRun } from './aRun';
import { aTrustReport } from './aTrustReport';

/**
 * An answer of the API to everything: unless told otherwise about east and west, which are joined,
 * with a run under way.
 */
export function answers(
  mesh: {
    readonly clusters?: readonly ClusterOverview[];
    readonly trust?: TrustReport;
    readonly findings?: readonly Finding[];
  } = {},
): MeshFederationApi {
  const {
    clusters = [anOverview('east'), anOverview('west')],
    trust = aTrustReport(['east', 'west']),
    findings = [],
  } = mesh;
  return {
    listClusters: async () => ({ items: clusters }),
    getTrust: async () => trust,
    listFindings: async () => ({ items: findings }),
    getWitness: async () => ({
      enabled: true,
      clusters: [],
      contradictions: [],
      contradictionsLeftOut: 0,
    }),
    listFederations: async () => ({ items: [aFederation(['east', 'west'])] }),
    getFederation: async () => aFederation(['east', 'west']),
    putFederation: async (name, spec) =>
      aFederation(spec.members, { ...spec, name }),
    deleteFederation: async () => {},
    getAffected: async () => anAffected(),
    listPlans: async () => ({ items: [] }),
    previewPlan: async () => aPlan(),
    requestApproval: async () => aPlan(),
    declinePlan: async () => aPlan(),
    createPlan: async () => aPlan(),
    getPlan: async () => aPlan(),
    startRun: async () => aRun(),
    listRuns: async () => ({ items: [] }),
    getRun: async () => aRun(),
    listRunEvents: async () => ({ items: [] }),
    cancelRun: async () => aRun({ cancelRequested: true }),
    continueRun: async () => aRun(),
    observe: async () => ({ items: clusters }),
    getEntityMesh: async () => anEntityMesh(),
    getEntityReachability: async (_entityRef, filter = {}) =>
      filter.from && filter.to
        ? explain(anEntityReachability(), filter)
        : anEntityReachability(),
    getServiceReachability: async () => ({
      items: anEntityReachability().items,
      at: OBSERVED_AT,
    }),
  };
}
