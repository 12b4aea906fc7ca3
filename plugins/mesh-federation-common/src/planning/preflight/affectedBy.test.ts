import {
  aFederation,
  aMeshOfServices,
  NOW,
  OBSERVED_AT,
  withState,
  withUnknown,
} from '@mesh-federation/fixtures';
import { observed, type AffectedEntity, type ClusterState } from '../../model';
import { affectedBy } from './affectedBy';

const ORDERS: AffectedEntity = {
  entityRef: 'component:default/orders',
  owners: ['group:default/shop'],
};

function affected(states: readonly ClusterState[]) {
  const federation = aFederation(['east', 'west']);
  return affectedBy({
    federation,
    federations: [federation],
    states,
    entitiesOf: ({ name }) => (name === 'orders' ? [ORDERS] : []),
    unreadEntities: 0,
    now: NOW,
  });
}

/** In east, one of two proxies of orders does not ask for foreign roots. */
function withoutFlag() {
  return withState(aMeshOfServices(), 'east', {
    workloads: observed(
      [
        {
          kind: 'Deployment' as const,
          namespace: 'shop',
          name: 'orders',
          pods: 2,
          proxies: 2,
          proxiesWithXdsAgent: 1,
          gateway: false,
        },
      ],
      OBSERVED_AT,
    ),
  });
}

describe('affectedBy', () => {
  it('names the workloads that are cut off, their Services and who owns these', () => {
    expect(affected(withoutFlag()).workloads).toEqual([
      {
        cluster: 'east',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'orders',
        proxies: 1,
        services: [{ namespace: 'shop', name: 'orders' }],
        entities: [ORDERS],
      },
    ]);
  });

  it('names nobody where every proxy asks for foreign roots', () => {
    expect(affected(aMeshOfServices())).toMatchObject({
      workloads: [],
      unknown: [],
    });
  });

  it('names nobody where all members have one root', () => {
    const states = withoutFlag();
    const [{ controlPlanes, trustStore }] = states;

    expect(
      affected(states.map(state => ({ ...state, controlPlanes, trustStore })))
        .workloads,
    ).toEqual([]);
  });

  it('names the Services that run in some members alone', () => {
    expect(affected(aMeshOfServices()).services).toEqual([
      {
        service: { namespace: 'shop', name: 'only-west' },
        clusters: ['west'],
        entities: [],
      },
    ]);
  });

  it.each(['workloads', 'pods', 'services', 'endpointSlices'] as const)(
    'says that more may be affected where %s are unknown',
    section => {
      expect(
        affected(withUnknown(aMeshOfServices(), 'west', section)).unknown,
      ).toEqual([{ cluster: 'west', reason: expect.stringMatching(/./) }]);
    },
  );

  it('says so of a member that was never observed', () => {
    const [east] = aMeshOfServices();

    expect(affected([east]).unknown).toEqual([
      { cluster: 'west', reason: 'it was never observed' },
    ]);
  });

  it('says how many it left out', () => {
    const states = withState(withoutFlag(), 'east', ({ workloads }) => ({
      workloads: observed(
        workloads.status === 'observed'
          ? Array.from({ length: 203 }, (_, index) => ({
              ...workloads.value[0],
              name: `orders-${index}`,
            }))
          : [],
        OBSERVED_AT,
      ),
    }));

    const answer = affected(states);
    expect(answer.workloads).toHaveLength(200);
    expect(answer.omitted).toEqual({ workloads: 3, services: 0 });
  });
});
