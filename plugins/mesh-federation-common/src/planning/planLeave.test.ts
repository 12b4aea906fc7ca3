import { observed, unknown, type ClusterState, type Observed } from '../model';
import {
  NOW,
  OBSERVED_AT,
  aCertificate,
  aFederation,
  aJoinedMesh,
  aJoinedPair,
  aRemoteSecret,
  anOwnership,
  ownOwnership,
} from '@mesh-federation/fixtures';
import { planLeave, type PlanLeaveOptions } from './planLeave';

const at = OBSERVED_AT;

function leave(
  states: readonly ClusterState[],
  leaving: readonly string[],
  options: Partial<PlanLeaveOptions> = {},
) {
  const federation =
    options.federation ?? aFederation(states.map(({ cluster }) => cluster));
  const result = planLeave({
    federation,
    federations: [federation],
    states,
    leaving,
    keepFlags: false,
    now: NOW,
    ...options,
  });
  return { ...result, ids: result.steps.map(({ id }) => id) };
}

const LOST = ownOwnership(['demo', 'lost']);

/** A cluster of which one object serves a federation that nobody knows. */
const LABELLED = {
  'the shared mesh config': (state: ClusterState) => ({
    ...state,
    controlPlanes: mapped(state.controlPlanes, plane => ({
      ...plane,
      shared: mappedOne(plane.shared, shared => ({
        ...shared,
        ownership: LOST,
      })),
    })),
  }),
  'a remote secret': (state: ClusterState) => ({
    ...state,
    remoteSecrets: mapped(state.remoteSecrets, item => ({
      ...item,
      ownership: LOST,
    })),
  }),
  'the gateway': (state: ClusterState) => ({
    ...state,
    gateways: mapped(state.gateways, item => ({ ...item, ownership: LOST })),
  }),
  'the reader': (state: ClusterState) => ({
    ...state,
    reader: mappedOne(state.reader, reader => ({
      ...reader,
      objects: reader.objects.map(item => ({ ...item, ownership: LOST })),
    })),
  }),
};

function mappedOne<T>(fact: Observed<T>, change: (value: T) => T): Observed<T> {
  return fact.status === 'observed'
    ? { ...fact, value: change(fact.value) }
    : fact;
}

function mapped<T>(
  fact: Observed<readonly T[]>,
  change: (value: T) => T,
): Observed<readonly T[]> {
  return mappedOne(fact, list => list.map(change));
}

describe('planLeave', () => {
  it('removes secrets first, then roots, then the rest, and the flags last', () => {
    const { ids, steps } = leave(aJoinedPair(), ['east', 'west']);
    expect(ids).toEqual([
      'remove-remote-secret:east:west',
      'remove-remote-secret:west:east',
      'wait-forgotten:east:west',
      'wait-forgotten:west:east',
      'trust-roots:east',
      'trust-roots:west',
      'multi-root:east',
      'multi-root:west',
      'remove-gateway:east:mesh-federation-eastwest',
      'remove-gateway:west:mesh-federation-eastwest',
      'remove-reader:east',
      'remove-reader:west',
      'network:east',
      'network:west',
    ]);
    const dependencies = Object.fromEntries(
      steps.map(({ id, dependsOn }) => [id, dependsOn]),
    );
    expect(dependencies['trust-roots:east']).toEqual(
      expect.arrayContaining([
        'wait-forgotten:east:west',
        'wait-forgotten:west:east',
      ]),
    );
    expect(dependencies['multi-root:east']).toContain('trust-roots:east');
    expect(dependencies['network:east']).toContain(
      'remove-gateway:east:mesh-federation-eastwest',
    );
    expect(steps.find(({ id }) => id === 'trust-roots:east')).toMatchObject({
      roots: [],
      before: [aCertificate('west')],
      federations: [],
    });
    expect(steps.find(({ id }) => id === 'multi-root:east')).toMatchObject({
      enabled: false,
    });
  });

  it('takes the last two apart when one of them leaves', () => {
    expect(leave(aJoinedPair(), ['east']).ids).toEqual(
      leave(aJoinedPair(), ['east', 'west']).ids,
    );
  });

  it('leaves the flags when asked', () => {
    const { ids } = leave(aJoinedPair(), ['east'], { keepFlags: true });
    expect(ids).not.toContain('multi-root:east');
    expect(ids).toContain('trust-roots:east');
  });

  it('touches in the remaining clusters only what concerns the leaving one', () => {
    const { ids, steps } = leave(aJoinedMesh(['east', 'north', 'west']), [
      'north',
    ]);
    expect(ids).toEqual([
      'remove-remote-secret:east:north',
      'remove-remote-secret:north:east',
      'remove-remote-secret:north:west',
      'remove-remote-secret:west:north',
      'wait-forgotten:east:north',
      'wait-forgotten:north:east',
      'wait-forgotten:north:west',
      'wait-forgotten:west:north',
      'trust-roots:east',
      'trust-roots:north',
      'trust-roots:west',
      'multi-root:north',
      'remove-gateway:north:mesh-federation-eastwest',
      'remove-reader:north',
      'network:north',
    ]);
    expect(steps.find(({ id }) => id === 'trust-roots:east')).toMatchObject({
      roots: [{ cluster: 'west' }],
      federations: ['demo'],
    });
  });

  it('keeps what another federation of a cluster needs', () => {
    const states = aJoinedMesh(['east', 'north', 'west']);
    const federation = aFederation(['east', 'west']);
    const other = aFederation(['east', 'north'], { name: 'other' });
    const { ids, steps } = leave(states, ['east', 'west'], {
      federation,
      federations: [federation, other],
    });
    expect(ids.filter(id => id.includes(':east'))).toEqual([
      'remove-remote-secret:east:west',
      'remove-remote-secret:west:east',
      'wait-forgotten:east:west',
      'wait-forgotten:west:east',
      'trust-roots:east',
    ]);
    expect(steps.find(({ id }) => id === 'trust-roots:east')).toMatchObject({
      roots: [{ cluster: 'north' }],
      federations: ['other'],
    });
  });

  it.each(Object.keys(LABELLED) as readonly (keyof typeof LABELLED)[])(
    'is blocked while %s serves a federation that is not known here',
    kind => {
      const [east, west] = aJoinedPair();
      const theirs = LABELLED[kind](east);

      const { steps, findings } = leave([theirs, west], ['east', 'west'], {
        federation: aFederation(['east', 'west'], { name: 'other' }),
        federations: [
          aFederation(['east', 'west'], { name: 'other' }),
          aFederation([]),
        ],
      });

      expect(steps).toEqual([]);
      const blocking = findings.filter(item => item.blocking);
      expect(new Set(blocking.map(({ code }) => code))).toEqual(
        new Set(['MF7021']),
      );
      expect(blocking[0]).toMatchObject({
        cluster: 'east',
        message: expect.stringContaining('serves federation lost'),
        fix: expect.stringContaining('Create federation lost here'),
      });
    },
  );

  it('plans nothing of what a second Backstage joined', () => {
    const other = aFederation(['east', 'west'], { name: 'other' });

    const { steps, findings } = leave(aJoinedPair(), ['east', 'west'], {
      federation: other,
      federations: [other],
    });

    expect(steps).toEqual([]);
    // ConfigMap, remote secret, gateway and the five objects of the reader, in each cluster.
    expect(findings.filter(({ code }) => code === 'MF7021')).toHaveLength(16);
  });

  it('is not held up by the label of a known federation that the cluster has left', () => {
    const other = aFederation(['east', 'west'], { name: 'other' });

    const { ids } = leave(aJoinedPair(), ['east', 'west'], {
      federation: other,
      federations: [other, aFederation([])],
    });

    expect(ids).toContain('remove-reader:east');
  });

  it('leaves alone what somebody else made, and says so', () => {
    const [east, west] = aJoinedPair();
    const foreign = aRemoteSecret('west');
    const { ids, findings } = leave(
      [
        {
          ...east,
          remoteSecrets: observed([foreign], at),
          network: observed({ label: 'east', ownership: anOwnership() }, at),
        },
        west,
      ],
      ['east'],
    );
    expect(ids).not.toContain('remove-remote-secret:east:west');
    expect(ids).not.toContain('network:east');
    expect(findings).toMatchObject([
      { code: 'MF7017', cluster: 'east', peer: 'west', object: foreign.secret },
    ]);
  });

  it('lets a dead cluster go, but waits for a remaining one that is unknown', () => {
    const reason = { kind: 'unreachable', message: 'no route' } as const;
    const states = aJoinedMesh(['east', 'north', 'west']).map(state =>
      state.cluster === 'north'
        ? {
            ...state,
            controlPlanes: unknown<never>(reason, at),
            trustStore: unknown<never>(reason, at),
            remoteSecrets: unknown<never>(reason, at),
          }
        : state,
    );
    const { ids } = leave(states, ['north']);
    expect(ids).toEqual([
      'remove-remote-secret:east:north',
      'remove-remote-secret:west:north',
      'wait-forgotten:east:north',
      'wait-forgotten:west:north',
      'trust-roots:east',
      'trust-roots:west',
    ]);
    const blocked = leave(states, ['west']);
    expect(blocked.steps).toEqual([]);
    expect(blocked.findings.filter(({ blocking }) => blocking)).not.toEqual([]);
  });
});
