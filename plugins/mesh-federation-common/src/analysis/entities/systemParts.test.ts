import type { EntityPresence, ReachabilityVerdict } from '../../model';
import { aFederation, aMeshOfServices, NOW } from '@mesh-federation/fixtures';
import { aJudge } from './__testUtils__/aJudge';
import { createReachabilityContext } from '../reachability/lookup/context/createReachabilityContext';
import { systemParts } from './systemParts';

const context = createReachabilityContext(
  aMeshOfServices(['east', 'lonely', 'west']).map(state => ({ state })),
  NOW,
  { federations: [] },
);

function aPart(
  name: string,
  presence: readonly EntityPresence[] = ['east', 'west'].map(cluster => ({
    cluster,
    presence: 'present',
    services: [{ namespace: 'shop', name: 'orders' }],
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

function partsWith(
  verdicts: Readonly<Record<string, ReachabilityVerdict>>,
  options: {
    readonly parts?: Parameters<typeof systemParts>[0]['parts'];
    readonly members?: readonly string[];
  } = {},
) {
  const { parts = [aPart('orders')], members } = options;
  return systemParts({
    context,
    federations: members ? [aFederation(members)] : [],
    parts,
    judge: aJudge(verdicts),
    survey: aJudge(verdicts),
  });
}

const OWN = {
  'east>east orders': 'reachable',
  'west>west orders': 'reachable',
} as const;

describe('systemParts', () => {
  it('asks from the clusters where a component runs and not from those that have nothing to do with them', () => {
    expect(partsWith(OWN)).toEqual([
      {
        entityRef: 'component:default/orders',
        verdict: 'reachable',
        summary: 'Reachable from east, west.',
      },
    ]);
  });

  it('asks from every cluster that is to be one mesh with them', () => {
    expect(partsWith(OWN, { members: ['east', 'lonely'] })).toMatchObject([
      { verdict: 'blocked', summary: 'From lonely: blocked at lonely' },
    ]);
  });

  it('is not green for what matches nothing or is not known', () => {
    expect(
      partsWith(OWN, { parts: [aPart('a', [ABSENT]), aPart('b', [SILENT])] }),
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

  it('puts the worst first', () => {
    const parts = [
      aPart('fine', [
        {
          cluster: 'east',
          presence: 'present',
          services: [{ namespace: 'shop', name: 'orders' }],
        },
      ]),
      aPart('broken', [
        {
          cluster: 'east',
          presence: 'present',
          services: [{ namespace: 'shop', name: 'only-west' }],
        },
      ]),
    ];

    expect(partsWith(OWN, { parts }).map(part => part.entityRef)).toEqual([
      'component:default/broken',
      'component:default/fine',
    ]);
  });
});
