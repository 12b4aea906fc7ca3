import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aFederation } from '@mesh-federation/backstage-plugin-mesh-federation-common/testUtils';
import { anEntityMesh } from './anEntityMesh';
import { anOverview } from './anOverview';
import { aPlan } from './aPlan';
import { aRun } from './aRun';
import { aTrustReport } from './aTrustReport';

/** The API with an answer for everything: east and west, joined. */
export function aMockApi(
  overrides: Partial<jest.Mocked<MeshFederationApi>> = {},
): jest.Mocked<MeshFederationApi> {
  const clusters = { items: [anOverview('east'), anOverview('west')] };
  return {
    listClusters: jest.fn(async () => clusters),
    getTrust: jest.fn(async () => aTrustReport(['east', 'west'])),
    listFindings: jest.fn(async () => ({ items: [] })),
    listFederations: jest.fn(async () => ({
      items: [aFederation(['east', 'west'])],
    })),
    getFederation: jest.fn(async () => aFederation(['east', 'west'])),
    putFederation: jest.fn(async (name, spec) =>
      aFederation(spec.members, { ...spec, name }),
    ),
    listPlans: jest.fn(async () => ({ items: [] })),
    createPlan: jest.fn(async () => aPlan()),
    getPlan: jest.fn(async () => aPlan()),
    startRun: jest.fn(async () => aRun()),
    listRuns: jest.fn(async () => ({ items: [] })),
    getRun: jest.fn(async () => aRun()),
    cancelRun: jest.fn(async () => aRun({ cancelRequested: true })),
    observe: jest.fn(async () => clusters),
    getEntityMesh: jest.fn(async () => anEntityMesh()),
    ...overrides,
  };
}
