import { anOverview } from '../../../__testUtils__/anOverview';
import { endingsOf } from './endingsOf';

describe('endingsOf', () => {
  it('lists roots and tokens of all clusters, what ends first first', () => {
    const [root] = anOverview('east').roots;
    const east = anOverview('east', {
      roots: [{ ...root, notAfter: '2036-01-01T00:00:00.000Z' }],
    });
    const west = anOverview('west', {
      roots: [{ ...root, notAfter: '2026-06-01T00:00:00.000Z' }],
      stale: true,
    });

    expect(
      endingsOf([east, west]).map(({ cluster, kind, stale }) => [
        cluster,
        kind,
        stale,
      ]),
    ).toEqual([
      ['west', 'root', true],
      ['east', 'root', false],
    ]);
  });

  it('lists no token that never expires', () => {
    const secret = {
      secret: { apiVersion: 'v1', kind: 'Secret', name: 'istio-remote-secret' },
      resourceVersion: '1',
      ownership: { owner: 'self', managers: [], federations: [] },
      clusterId: 'west',
      caFingerprints: [],
      credential: 'token',
      token: { status: 'observed', value: 'accepted', at: '2026-01-01' },
    } as const;
    const east = anOverview('east', {
      roots: [],
      remoteSecrets: [
        secret,
        { ...secret, tokenExpiresAt: '2026-06-01T00:00:00.000Z' },
      ],
    });

    expect(endingsOf([east])).toEqual([
      expect.objectContaining({ kind: 'token', name: 'istio-remote-secret' }),
    ]);
  });

  it('does not count the days of a token that was revoked', () => {
    const east = anOverview('east', {
      roots: [],
      remoteSecrets: [
        {
          secret: {
            apiVersion: 'v1',
            kind: 'Secret',
            name: 'istio-remote-secret',
          },
          resourceVersion: '1',
          ownership: { owner: 'self', managers: [], federations: [] },
          clusterId: 'west',
          caFingerprints: [],
          credential: 'token',
          tokenExpiresAt: '2026-06-01T00:00:00.000Z',
          token: { status: 'observed', value: 'rejected', at: '2026-01-01' },
        },
      ],
    });

    expect(endingsOf([east])).toEqual([]);
  });
});
