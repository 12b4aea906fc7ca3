import {
  aClusterMesh,
  aMemberOverview,
  aRemoteSecret,
  aTroubledClusterMesh,
  inDays,
} from '../../../__testUtils__/aClusterMesh';
import {
  aStaleOverview,
  anOverview,
  anUnknownOverview,
} from '../../../__testUtils__/anOverview';
import { aTrustReport } from '../../../__testUtils__/aTrustReport';
import { buildClusterMesh } from './buildClusterMesh';

describe('buildClusterMesh', () => {
  it('has nothing of a cluster that is not in the inventory', () => {
    const mesh = aClusterMesh({ presence: [], clusters: [] });

    expect(buildClusterMesh(mesh, [])).toBeUndefined();
  });

  it('puts both directions of trust and discovery to each peer', () => {
    const west = anOverview('west');

    expect(buildClusterMesh(aClusterMesh(), [west])?.peers).toMatchObject([
      {
        name: 'west',
        overview: west,
        verifies: { from: 'east', to: 'west' },
        verifiedBy: { from: 'west', to: 'east' },
        reads: { in: 'east', for: 'west' },
        readBy: { in: 'west', for: 'east' },
      },
    ]);
  });

  it('shows peers with trouble first, then those of which something is unknown', () => {
    const report = aTrustReport(['a', 'b', 'c', 'east'], (from, to) => {
      if ([from, to].includes('c')) return ['broken', 'synced'];
      if ([from, to].includes('b')) return ['unknown', 'synced'];
      return ['verified', 'synced'];
    });

    const mesh = buildClusterMesh(aClusterMesh({}, report), []);

    expect(mesh?.peers.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  });

  it('counts a peer as trusted only when both directions hold', () => {
    const report = aTrustReport(['east', 'north', 'west'], from =>
      from === 'north' ? ['one-way', 'synced'] : ['verified', 'synced'],
    );

    expect(buildClusterMesh(aClusterMesh({}, report), [])?.trustedPeers).toBe(
      1,
    );
  });

  it.each([
    ['by the name that discovery reports', 'istio-remote-secret-west', 'other'],
    ['by the cluster id', 'by-hand', 'west'],
  ])('finds the cluster of a remote secret %s', (_how, name, clusterId) => {
    const secret = aRemoteSecret(clusterId);
    const mesh = aClusterMesh({
      clusters: [
        aMemberOverview({
          remoteSecrets: [{ ...secret, secret: { ...secret.secret, name } }],
        }),
      ],
    });
    const withSecret = {
      ...mesh,
      discovery: mesh.discovery.map(relation => ({
        ...relation,
        secret: 'istio-remote-secret-west',
      })),
    };

    expect(
      buildClusterMesh(withSecret, [anOverview('west')])?.remoteSecrets,
    ).toMatchObject([{ peer: { name: 'west' } }]);
  });

  it('does not guess to which cluster a remote secret leads', () => {
    const mesh = aClusterMesh({
      clusters: [aMemberOverview({ remoteSecrets: [aRemoteSecret('gone')] })],
    });

    const [secret] = buildClusterMesh(mesh, [])?.remoteSecrets ?? [];
    expect(secret.peer).toBeUndefined();
  });

  it('finds what ends first of roots and tokens', () => {
    expect(
      buildClusterMesh(aTroubledClusterMesh(), [])?.endsFirst,
    ).toMatchObject({ kind: 'token', name: 'istio-remote-secret-north' });
    const [root] = anOverview('east').roots;
    const mesh = aClusterMesh({
      clusters: [
        aMemberOverview({ roots: [{ ...root, notAfter: inDays(4) }] }),
      ],
    });
    expect(buildClusterMesh(mesh, [])?.endsFirst).toMatchObject({
      kind: 'root',
    });
  });

  it.each([
    ['answers', anOverview('east')],
    ['silent', aStaleOverview('east')],
    ['unknown', anUnknownOverview('east')],
  ] as const)('tells that the cluster is %s', (liveness, overview) => {
    expect(
      buildClusterMesh(aClusterMesh({ clusters: [overview] }), []),
    ).toMatchObject({ liveness });
  });
});
