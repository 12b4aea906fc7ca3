import { decodeClusterz } from './clusterz';

const entry = (id: string, secretName: string, syncStatus: string) => ({
  id,
  secretName,
  syncStatus,
});

const decode = (...entries: readonly unknown[]) =>
  decodeClusterz(JSON.stringify(entries));

const OWN = entry('east', '', 'synced');

describe('decodeClusterz', () => {
  it('tells the status of each remote cluster, and nothing of its own', () => {
    expect(
      decode(
        OWN,
        entry('west', 'istio-system/istio-remote-secret-west', 'synced'),
        entry('north', 'istio-system/istio-remote-secret-north', 'timeout'),
      ),
    ).toEqual([
      { clusterId: 'north', status: 'timeout' },
      { clusterId: 'west', status: 'synced' },
    ]);
  });

  it('knows an istiod without remote clusters', () => {
    expect(decode(OWN)).toEqual([]);
  });

  it('takes a cluster whose client was stopped for one that is not read', () => {
    expect(decode(OWN, entry('west', 'a/b', 'closed'))).toEqual([
      { clusterId: 'west', status: 'syncing' },
    ]);
  });

  it('takes the worse of two Secrets for one cluster, in any order', () => {
    const both = [
      entry('west', 'a/b', 'synced'),
      entry('west', 'a/c', 'timeout'),
    ];
    const expected = [{ clusterId: 'west', status: 'timeout' }];
    expect(decode(OWN, ...both)).toEqual(expected);
    expect(decode(OWN, ...both.reverse())).toEqual(expected);
  });

  it.each([
    ['no JSON', 'not found'],
    ['nothing', '[]'],
    ['something else', '{"west":"synced"}'],
    ['a cluster without id', JSON.stringify([OWN, { syncStatus: 'synced' }])],
    ['a status of tomorrow', JSON.stringify([OWN, entry('west', 'a/b', 'x')])],
  ])('does not take %s for an answer', (_, text) => {
    expect(decodeClusterz(text)).toBeUndefined();
  });
});
