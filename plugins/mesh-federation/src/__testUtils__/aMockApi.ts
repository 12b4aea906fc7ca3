import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aFederation } from '@mesh-federation/backstage-plugin-mesh-federation-common/testUtils';
import { anEntityMesh } from './anEntityMesh';
import { anEntityReachability, explain } from './anEntityReachability';
import { OBSERVED_AT, anOverview } from './anOverview';
import { aPlan } from './aPlan';
import { aRun } from './aRun';
import { aTrustReport } from './aTrustReport';

const clusters = { items: [anOverview('east'), anOverview('west')] };

const ANSWERS: MeshFederationApi = {
  listClusters: async () => clusters,
  getTrust: async () => aTrustReport(['east', 'west']),
  listFindings: async () => ({ items: [] }),
  listFederations: async () => ({ items: [aFederation(['east', 'west'])] }),
  getFederation: async () => aFederation(['east', 'west']),
  putFederation: async (name, spec) =>
    aFederation(spec.members, { ...spec, name }),
  listPlans: async () => ({ items: [] }),
  createPlan: async () => aPlan(),
  getPlan: async () => aPlan(),
  startRun: async () => aRun(),
  listRuns: async () => ({ items: [] }),
  getRun: async () => aRun(),
  cancelRun: async () => aRun({ cancelRequested: true }),
  observe: async () => clusters,
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

/** The API as mocks with an answer for everything: east and west, joined, and a run under way. */
export function aMockApi(
  overrides: Partial<MeshFederationApi> = {},
): jest.Mocked<MeshFederationApi> {
  const answers = { ...ANSWERS, ...overrides };
  return {
    listClusters: jest.fn(answers.listClusters),
    getTrust: jest.fn(answers.getTrust),
    listFindings: jest.fn(answers.listFindings),
    listFederations: jest.fn(answers.listFederations),
    getFederation: jest.fn(answers.getFederation),
    putFederation: jest.fn(answers.putFederation),
    listPlans: jest.fn(answers.listPlans),
    createPlan: jest.fn(answers.createPlan),
    getPlan: jest.fn(answers.getPlan),
    startRun: jest.fn(answers.startRun),
    listRuns: jest.fn(answers.listRuns),
    getRun: jest.fn(answers.getRun),
    cancelRun: jest.fn(answers.cancelRun),
    observe: jest.fn(answers.observe),
    getEntityMesh: jest.fn(answers.getEntityMesh),
    getEntityReachability: jest.fn(answers.getEntityReachability),
    getServiceReachability: jest.fn(answers.getServiceReachability),
  };
}
