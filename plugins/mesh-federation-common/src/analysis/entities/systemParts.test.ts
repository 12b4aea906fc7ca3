import {
  headlineOf,
  serviceVerdict,
  type EntityPresence,
  type ReachabilityFilter,
} from '../../model';
import {
  aMeshOfServices,
  NOW,
  withPods,
  withState,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { observed } from '../../model';
import { createReachabilityContext } from '../reachability/lookup/context/createReachabilityContext';
import { serviceReachability } from '../reachability/engine/serviceReachability';
import { systemParts } from './systemParts';

const ORDERS = { namespace: 'shop', name: 'orders' };
const ALL: ReachabilityFilter = {};

function aPart(
  name: string,
  presence: readonly EntityPresence[] = ['east', 'west'].map(cluster => ({
    cluster,
    presence: 'present',
    services: [{ namespace: 'shop', name }],
  })),
) {
  return {
    entityRef: `component:default/${name}`,
    match: { matchedBy: 'kubernetes-id' as const, presence },
  };
}

const ABSENT: EntityPresence = {
  cluster: 'west',
  presence: 'absent',
  services: [],
};

const SILENT: EntityPresence = {
  cluster: 'west',
  presence: 'unknown',
  services: [],
};

function contextOf(states: MeshStates) {
  return createReachabilityContext(
    states.map(state => ({ state })),
    NOW,
    { federations: [] },
  );
}

function partsOf(
  states: MeshStates,
  parts: Parameters<typeof systemParts>[0]['parts'] = [aPart('orders')],
) {
  return systemParts({ context: contextOf(states), parts }).parts;
}

/** The way from east into west has no remote secret. */
function cut(states: MeshStates): MeshStates {
  return withState(states, 'east', {
    remoteSecrets: observed([], states[0].at),
  });
}

describe('systemParts', () => {
  it('calls a component reachable when all cells are', () => {
    expect(partsOf(aMeshOfServices())).toEqual([
      {
        entityRef: 'component:default/orders',
        verdict: 'reachable',
        summary: 'Reachable from east, west.',
      },
    ]);
  });

  it.each<[string, (states: MeshStates) => MeshStates, string]>([
    ['as it is', states => states, 'reachable'],
    ['without a remote secret', cut, 'partly'],
    [
      'with nothing to run in west',
      states =>
        withPods(states, 'west', 'orders', pod => ({ ...pod, ready: false })),
      'reachable',
    ],
    [
      'when the roots of a cluster are not observed',
      states => withUnknown(states, 'west', 'trustStore'),
      'unknown',
    ],
  ])('says what the page of the component says: %s', (_, change, verdict) => {
    const states = change(aMeshOfServices());
    const items = serviceReachability(contextOf(states), ORDERS, ALL);
    const [worst] = headlineOf(items).clients;
    const [part] = partsOf(states);

    expect(part?.verdict).toBe(serviceVerdict(items[0]!));
    expect(part?.verdict).toBe(verdict);
    expect(part?.summary).toBe(
      verdict === 'reachable'
        ? 'Reachable from east, west.'
        : `From ${worst?.cluster}: ${worst?.cause?.summary}`,
    );
  });

  it('is not green for what matches nothing or is not known', () => {
    expect(
      partsOf(aMeshOfServices(), [aPart('a', [ABSENT]), aPart('b', [SILENT])]),
    ).toEqual([
      {
        entityRef: 'component:default/b',
        verdict: 'unknown',
        summary: 'It is not known whether it runs in west.',
      },
      {
        entityRef: 'component:default/a',
        verdict: 'no-service',
        summary: 'It matches no Service in any cluster.',
      },
    ]);
  });

  it('tells of the worst of very many, and counts the others', () => {
    const parts = [
      ...Array.from({ length: 240 }, (_, index) => ({
        ...aPart('orders'),
        entityRef: `component:default/a${index}`,
      })),
      aPart('only-west'),
    ];

    const answer = systemParts({
      context: contextOf(cut(aMeshOfServices())),
      parts,
    });

    expect(answer.parts).toHaveLength(200);
    expect(answer.parts[0]).toMatchObject({ verdict: 'blocked' });
    expect(answer.partsLeftOut).toEqual([{ verdict: 'partly', count: 41 }]);
  });

  it('does not know what there was no time to look at', () => {
    const { parts } = systemParts({
      context: contextOf(aMeshOfServices()),
      parts: [aPart('a'), aPart('orders')].map(part => ({
        ...part,
        match: aPart('orders').match,
      })),
      maxCells: 4,
    });

    expect(parts).toMatchObject([
      {
        entityRef: 'component:default/orders',
        verdict: 'unknown',
        summary: '1 of its Services was not looked at.',
      },
      { entityRef: 'component:default/a', verdict: 'reachable' },
    ]);
  });

  it('puts the worst first', () => {
    const parts = [aPart('orders'), aPart('only-west')];

    expect(
      partsOf(cut(aMeshOfServices()), parts).map(({ entityRef, verdict }) => [
        entityRef,
        verdict,
      ]),
    ).toEqual([
      ['component:default/only-west', 'blocked'],
      ['component:default/orders', 'partly'],
    ]);
  });
});
