import { observed, unknown, type ClusterState } from '../../model';
import {
  NOW,
  OBSERVED_AT,
  aCertificate,
  aClusterState,
  aControlPlane,
  aJoinedPair,
  aMeshConfig,
  aSharedMeshConfig,
  aWorkload,
  anIntermediate,
  anOwnership,
} from '@mesh-federation/fixtures';
import { analyzeTrust } from './analyzeTrust';

const at = OBSERVED_AT;

function verdicts(states: readonly ClusterState[]) {
  return Object.fromEntries(
    analyzeTrust(states, NOW).map(({ from, to, verdict }) => [
      `${from}→${to}`,
      verdict,
    ]),
  );
}

/** A cluster whose flagged istiod lists the roots in the shared mesh config. */
function trusting(
  name: string,
  roots: readonly string[],
  overrides: Partial<ClusterState> = {},
): ClusterState {
  return aClusterState(name, {
    controlPlanes: observed(
      [
        aControlPlane(name, {
          multiRootMesh: true,
          sharedMeshConfig: 'mesh-federation',
          shared: observed(
            aSharedMeshConfig({
              exists: true,
              caCertificates: roots.map(root => aCertificate(root)),
            }),
            at,
          ),
        }),
      ],
      at,
    ),
    ...overrides,
  });
}

function withPlanes(
  state: ClusterState,
  change: Parameters<typeof aControlPlane>[1],
): ClusterState {
  return state.controlPlanes.status === 'unknown'
    ? state
    : {
        ...state,
        controlPlanes: observed(
          state.controlPlanes.value.map(plane => ({ ...plane, ...change })),
          at,
        ),
      };
}

function withOwnRoots(
  state: ClusterState,
  roots: readonly ReturnType<typeof aCertificate>[],
) {
  return {
    ...state,
    trustStore: observed({ roots, laggingNamespaces: [], problems: [] }, at),
  };
}

describe('analyzeTrust', () => {
  it('verifies both directions of a joined pair and names the root that vouches', () => {
    const relations = analyzeTrust(aJoinedPair(), NOW);
    expect(relations).toMatchObject([
      {
        from: 'east',
        to: 'west',
        verdict: 'verified',
        root: aCertificate('west').fingerprint,
        proxiesToRestart: 0,
        at,
      },
      {
        from: 'west',
        to: 'east',
        verdict: 'verified',
        root: aCertificate('east').fingerprint,
      },
    ]);
  });

  it('finds stock clusters broken in both directions', () => {
    expect(verdicts([aClusterState('east'), aClusterState('west')])).toEqual({
      'east→west': 'broken',
      'west→east': 'broken',
    });
  });

  it('calls the direction that holds one-way when the other one is broken', () => {
    expect(
      verdicts([trusting('east', ['west']), aClusterState('west')]),
    ).toEqual({ 'east→west': 'one-way', 'west→east': 'broken' });
  });

  it('verifies clusters that share one root without any flag', () => {
    const shared = [aCertificate('shared')];
    const states = [
      withOwnRoots(
        aClusterState('east', {
          workloads: observed([aWorkload('client')], at),
        }),
        shared,
      ),
      withOwnRoots(aClusterState('west'), shared),
    ];
    expect(analyzeTrust(states, NOW)[0]).toMatchObject({
      verdict: 'verified',
      reason: 'east and west have the same root.',
      proxiesToRestart: 0,
    });
  });

  it('says overlap while only some roots of the other cluster are trusted', () => {
    const west = withOwnRoots(trusting('west', ['east']), [
      aCertificate('west'),
      aCertificate('new west'),
    ]);
    expect(verdicts([trusting('east', ['west']), west])).toEqual({
      'east→west': 'verified-by-overlap',
      'west→east': 'verified',
    });
  });

  it('counts an expired root neither for nor against', () => {
    const expired = aCertificate('old west', {
      notAfter: '2026-05-31T00:00:00.000Z',
    });
    const west = trusting('west', ['east']);
    const east = trusting('east', ['west', 'old west']);
    expect(
      verdicts([east, withOwnRoots(west, [expired, aCertificate('west')])]),
    ).toMatchObject({ 'east→west': 'verified' });
    expect(verdicts([east, withOwnRoots(west, [expired])])).toMatchObject({
      'east→west': 'broken',
    });
  });

  it('ignores a list of roots while multi-root is off', () => {
    const east = withPlanes(trusting('east', ['west']), {
      multiRootMesh: false,
    });
    expect(verdicts([east, trusting('west', ['east'])])).toMatchObject({
      'east→west': 'broken',
    });
  });

  it('ignores the shared list while the primary mesh config has one of its own', () => {
    const east = withPlanes(trusting('east', ['west']), {
      meshConfig: observed(aMeshConfig({ caCertificates: [] }), at),
    });
    expect(verdicts([east, trusting('west', ['east'])])).toMatchObject({
      'east→west': 'broken',
    });
  });

  it('lets the worst revision count', () => {
    const east = trusting('east', ['west']);
    const twoRevisions = {
      ...east,
      controlPlanes: observed(
        [
          ...(east.controlPlanes.status === 'observed'
            ? east.controlPlanes.value
            : []),
          aControlPlane('east', { revision: 'canary' }),
        ],
        at,
      ),
    };
    expect(verdicts([twoRevisions, trusting('west', ['east'])])).toMatchObject({
      'east→west': 'broken',
    });
  });

  describe('with plugged-in CAs', () => {
    function pluggedIn(
      name: string,
      bundle: readonly string[],
      chain: 'with AKI' | 'without AKI',
    ): ClusterState {
      const roots = bundle.map(root =>
        aCertificate(root, { subject: 'CN=Root CA', issuer: 'CN=Root CA' }),
      );
      const signing = anIntermediate(
        name,
        roots[0]!,
        chain === 'with AKI' ? {} : { authorityKeyId: undefined },
      );
      return aClusterState(name, {
        trustStore: observed(
          {
            roots,
            laggingNamespaces: [],
            problems: [],
            pluggedIn: {
              resourceVersion: '1',
              ownership: anOwnership(),
              signing,
              chain: [],
              roots,
            },
          },
          at,
        ),
      });
    }

    it('takes a foreign root in the bundle for trusted, not for one of its own', () => {
      expect(
        verdicts([
          pluggedIn('east', ['east', 'west'], 'with AKI'),
          pluggedIn('west', ['west', 'east'], 'with AKI'),
        ]),
      ).toEqual({ 'east→west': 'verified', 'west→east': 'verified' });
    });

    it('is broken when roots of the same name cannot be told apart', () => {
      const relations = analyzeTrust(
        [
          pluggedIn('east', ['east'], 'without AKI'),
          pluggedIn('west', ['west'], 'with AKI'),
        ],
        NOW,
      );
      expect(relations.map(({ verdict }) => verdict)).toEqual([
        'broken',
        'broken',
      ]);
      expect(relations[0]?.reason).toContain('same subject');
    });
  });

  it('counts the proxies that do not ask for foreign roots, and not when workloads are unknown', () => {
    const [east, west] = aJoinedPair();
    const workloads = observed(
      [aWorkload('client', { proxies: 3, proxiesWithXdsAgent: 1 })],
      at,
    );
    expect(
      analyzeTrust([{ ...east, workloads }, west], NOW)[0]?.proxiesToRestart,
    ).toBe(2);
    const unknownWorkloads = {
      ...east,
      workloads: unknown<never>({ kind: 'timeout', message: 'slow' }, at),
    };
    expect(analyzeTrust([unknownWorkloads, west], NOW)[0]).not.toHaveProperty(
      'proxiesToRestart',
    );
  });

  it.each(['trustStore', 'controlPlanes', 'ambient'] as const)(
    'is unknown, with the reason, without the %s of either side',
    section => {
      const [east, west] = aJoinedPair();
      const broken = {
        ...east,
        [section]: unknown(
          {
            kind: 'forbidden',
            message: 'no',
            verb: 'list',
            resource: 'configmaps',
          },
          at,
        ),
      };
      const relations = analyzeTrust([broken, west], NOW);
      expect(relations.map(({ verdict }) => verdict)).toEqual([
        'unknown',
        'unknown',
      ]);
      expect(relations[0]?.reason).toContain(
        'Backstage may not list configmaps',
      );
    },
  );

  it('does not guess at an external CA or at ambient', () => {
    const [east, west] = aJoinedPair();
    expect(
      verdicts([withPlanes(east, { certificateAuthority: 'external' }), west]),
    ).toEqual({ 'east→west': 'unknown', 'west→east': 'unknown' });
    expect(verdicts([{ ...east, ambient: observed(true, at) }, west])).toEqual({
      'east→west': 'unknown',
      'west→east': 'unknown',
    });
  });

  it('is as old as its oldest fact', () => {
    const [east, west] = aJoinedPair();
    const old = '2026-06-01T10:00:00.000Z';
    const state = {
      ...west,
      trustStore: { ...west.trustStore, at: old },
    };
    expect(
      analyzeTrust([east, state], NOW).map(relation => relation.at),
    ).toEqual([old, old]);
  });
});
