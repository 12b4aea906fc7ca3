import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ownersOf } from './ownersOf';

const FINDING: Finding = {
  code: 'MF6112',
  severity: 'error',
  cluster: 'east',
  object: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    namespace: 'shop',
    name: 'orders',
  },
  message: 'No Pod has the labels.',
  fix: 'Give Pods the labels.',
  blocking: false,
  evidence: [],
};
const KNOWN = {
  clusters: [
    {
      cluster: { name: 'east', owner: 'group:default/platform' },
      federations: [],
    },
  ],
  entity: { namespace: 'shop', owners: ['group:default/shop'] },
};

describe('ownersOf', () => {
  it('names the owners of the entity for an object of its namespace', () => {
    expect(ownersOf(FINDING, KNOWN)).toEqual({
      cluster: 'east',
      owners: ['group:default/shop'],
    });
  });

  it.each([
    ['of another namespace', { ...FINDING, object: undefined }, KNOWN],
    ['where no entity is known', FINDING, { clusters: KNOWN.clusters }],
    [
      'where nobody owns the entity',
      FINDING,
      { ...KNOWN, entity: { namespace: 'shop', owners: [] } },
    ],
  ])('names the owner of the cluster for an object %s', (_, found, known) => {
    expect(ownersOf(found as Finding, known)?.owners).toEqual([
      'group:default/platform',
    ]);
  });

  it('names the cluster alone where the catalog names no owner', () => {
    expect(ownersOf(FINDING, { clusters: [] })).toEqual({
      cluster: 'east',
      owners: [],
    });
  });

  it('names the one who can make a plan on the page of an entity alone', () => {
    const found = { ...FINDING, code: 'MF3001' as const, object: undefined };
    const { clusters } = KNOWN;
    expect(ownersOf(found as unknown as Finding, KNOWN)?.owners).toEqual([
      'group:default/platform',
    ]);
    expect(ownersOf(found as unknown as Finding, { clusters })).toBeUndefined();
  });

  it('names nobody where there is something to do, or nothing', () => {
    const remedy = { cluster: 'east', text: 'kubectl version' };
    const { cluster, ...nowhere } = FINDING;
    for (const found of [
      { ...FINDING, remedy },
      { ...FINDING, severity: 'info' as const },
      nowhere,
    ]) {
      expect(ownersOf(found, KNOWN)).toBeUndefined();
    }
    expect(cluster).toBe('east');
  });
});
