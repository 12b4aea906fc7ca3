import type { EntityMesh } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  aClusterMesh,
  aTroubledClusterMesh,
} from '../src/__testUtils__/aClusterMesh';
import { aBlockingFinding, aFinding } from '../src/__testUtils__/aFinding';
import {
  aStaleOverview,
  anUnknownOverview,
} from '../src/__testUtils__/anOverview';
import { aTrustReport } from '../src/__testUtils__/aTrustReport';

/**
 * What the backend would answer about the Resource of a cluster, by the name of the demo's entity.
 */
export const demoCluster: Readonly<Record<string, () => Promise<EntityMesh>>> =
  {
    'cluster-good': async () => aClusterMesh(),
    'cluster-troubled': async () => ({
      ...aTroubledClusterMesh(),
      findings: [aBlockingFinding(), aFinding()],
    }),
    'cluster-silent': async () =>
      aClusterMesh({
        clusters: [
          {
            ...aTroubledClusterMesh().clusters[0],
            ...silence(),
          },
        ],
        ...unknownTrust(),
      }),
    'cluster-unknown': async () =>
      aClusterMesh({
        clusters: [anUnknownOverview('east')],
        ...unknownTrust(),
      }),
    'cluster-absent': async () => aClusterMesh({ presence: [], clusters: [] }),
    'cluster-error': () => Promise.reject(new Error('The backend is away.')),
    'cluster-loading': () => new Promise(() => {}),
  };

function silence() {
  const { reachable, factsAt, stale } = aStaleOverview('east');
  return { reachable, factsAt, stale };
}

function unknownTrust() {
  const { trust, discovery } = aTrustReport(['east', 'west'], () => [
    'unknown',
    'unknown',
  ]);
  return { trust, discovery };
}
