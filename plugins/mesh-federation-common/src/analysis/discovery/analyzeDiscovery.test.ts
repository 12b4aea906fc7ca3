import {
  observed,
  unknown,
  type ClusterState,
  type RemoteSecret,
} from '../../model';
import {
  NOW,
  OBSERVED_AT,
  aClusterState,
  aControlPlane,
  aJoinedPair,
  aRemoteSecret,
} from '@mesh-federation/fixtures';
import { analyzeDiscovery } from './analyzeDiscovery';

const at = OBSERVED_AT;
const reason = { kind: 'error', message: 'it broke' } as const;

function eastReadsWest(east: ClusterState, west: ClusterState) {
  return analyzeDiscovery([west, east], NOW)[0]!;
}

function withSecret(state: ClusterState, change: Partial<RemoteSecret>) {
  return {
    ...state,
    remoteSecrets: observed([aRemoteSecret('west', change)], at),
  };
}

function withSync(
  state: ClusterState,
  sync: Parameters<typeof aControlPlane>[1],
) {
  return {
    ...state,
    controlPlanes: observed([aControlPlane('east', sync)], at),
  };
}

const [east, west] = aJoinedPair();

describe('analyzeDiscovery', () => {
  it('says synced when every replica does, the token is accepted and the API server answers', () => {
    expect(analyzeDiscovery([west, east], NOW)).toMatchObject([
      {
        in: 'east',
        for: 'west',
        verdict: 'synced',
        secret: 'istio-remote-secret-west',
        tokenExpiresAt: '2026-06-30T12:00:00.000Z',
        at,
      },
      { in: 'west', for: 'east', verdict: 'synced' },
    ]);
  });

  it('says absent without a remote secret', () => {
    expect(
      eastReadsWest(aClusterState('east'), aClusterState('west')),
    ).toMatchObject({
      verdict: 'absent',
      reason: 'east has no remote secret for west.',
    });
  });

  it('tells of a remote secret for the same server under another id', () => {
    expect(
      eastReadsWest(withSecret(east, { clusterId: 'wrong' }), west),
    ).toMatchObject({
      verdict: 'absent',
      reason: expect.stringContaining('registers it as "wrong"'),
    });
  });

  it.each<[string, Partial<RemoteSecret>, string]>([
    [
      'a rejected token',
      { token: observed('rejected', at) },
      'rejects the token',
    ],
    ['an expired token', { tokenExpiresAt: NOW }, 'the token expired'],
    ['an exec credential', { credential: 'exec' }, 'refuses a credential'],
    ['a bad kubeconfig', { problem: 'not YAML' }, 'cannot be read (not YAML)'],
  ])('is not synced with %s, whatever istiod reports', (_, change, text) => {
    expect(eastReadsWest(withSecret(east, change), west)).toMatchObject({
      verdict: 'not-synced',
      reason: expect.stringContaining(text),
    });
  });

  it('is not synced when the key is the own cluster id', () => {
    const target = {
      ...west,
      controlPlanes: observed([aControlPlane('east')], at),
    };
    expect(
      eastReadsWest(withSecret(east, { clusterId: 'east' }), target),
    ).toMatchObject({
      verdict: 'not-synced',
      reason: expect.stringContaining('its own cluster id'),
    });
  });

  it('lets one replica that lags behind count for all', () => {
    const [plane] =
      east.controlPlanes.status === 'observed' ? east.controlPlanes.value : [];
    const state = withSync(east, {
      replicas: [
        ...(plane?.replicas ?? []),
        {
          pod: 'istiod-2',
          ready: true,
          sync: observed([{ clusterId: 'west', status: 'timeout' }], at),
        },
      ],
    });
    expect(eastReadsWest(state, west)).toMatchObject({
      verdict: 'not-synced',
      reason: expect.stringMatching(/istiod-2 .* timeout.*list secrets/),
    });
  });

  it('is not synced when a replica does not know the cluster or none runs', () => {
    expect(eastReadsWest(withSync(east, {}), west)).toMatchObject({
      verdict: 'not-synced',
      reason: expect.stringContaining('not registered'),
    });
    expect(eastReadsWest(withSync(east, { replicas: [] }), west)).toMatchObject(
      { verdict: 'not-synced', reason: 'No istiod runs in east.' },
    );
  });

  it.each<[string, ClusterState, ClusterState]>([
    [
      'the remote secrets',
      { ...east, remoteSecrets: unknown(reason, at) },
      west,
    ],
    [
      'the own control planes',
      { ...east, controlPlanes: unknown(reason, at) },
      west,
    ],
    [
      'the remote control planes',
      east,
      { ...west, controlPlanes: unknown(reason, at) },
    ],
    [
      'the answer of the remote API server',
      east,
      { ...west, kubernetesVersion: unknown(reason, at) },
    ],
    ['the token', withSecret(east, { token: unknown(reason, at) }), west],
    [
      'the sync status',
      withSync(east, {
        replicas: [{ pod: 'istiod-1', ready: true, sync: unknown(reason, at) }],
      }),
      west,
    ],
  ])('is unknown, with the reason, without %s', (_, reader, target) => {
    expect(eastReadsWest(reader, target)).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('it broke'),
    });
  });
});
