import {
  observed,
  unknown,
  type ClusterState,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { aClusterState, anInventory, NOW } from '@mesh-federation/fixtures';
import { knownForTest } from '../../../__testUtils__/knownForTest';
import { entityMesh } from './meshViews';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: { 'backstage.io/kubernetes-id': 'orders' },
  },
};

const orders = {
  namespace: 'shop',
  name: 'orders',
  labels: { 'backstage.io/kubernetes-id': 'orders' },
  type: 'ClusterIP' as const,
  ports: [{ name: 'http', port: 80, protocol: 'TCP' as const }],
  headless: false,
  publishNotReadyAddresses: false,
};

function meshOf(west: {
  readonly state: ClusterState;
  readonly lastKnown?: ClusterState;
}) {
  const east = aClusterState('east', { services: observed([orders], NOW) });
  const knowledge = {
    inventory: anInventory(['east', 'west']),
    observations: [{ state: east }, west],
    federations: [],
    contradictions: [],
    now: NOW,
  };
  return entityMesh(knownForTest(knowledge), {
    entityRef: 'component:default/orders',
    entity,
    seesTopology: true,
    owned: [],
  });
}

describe('entityMesh', () => {
  it('leaves out a cluster where the entity is known not to run', () => {
    const state = aClusterState('west', { services: observed([], NOW) });

    const { clusters } = meshOf({ state });

    expect(clusters.map(({ cluster }) => cluster.name)).toEqual(['east']);
  });

  it('shows a cluster that does not answer, with what was known before', () => {
    const gone = { kind: 'unreachable', message: 'gone' } as const;
    const state = aClusterState('west', {
      kubernetesVersion: unknown(gone, NOW),
      services: unknown(gone, NOW),
    });
    const lastKnown = aClusterState('west', {
      services: observed([orders], NOW),
    });

    const { clusters, presence } = meshOf({ state, lastKnown });

    expect(presence[1]).toMatchObject({ cluster: 'west', presence: 'unknown' });
    expect(clusters[1]).toMatchObject({
      cluster: { name: 'west' },
      stale: true,
      factsAt: lastKnown.at,
    });
  });
});
