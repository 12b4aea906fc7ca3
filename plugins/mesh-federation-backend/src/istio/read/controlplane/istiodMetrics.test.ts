import { decodeSyncStatus } from './istiodMetrics';

const metrics = (...lines: readonly string[]) =>
  ['# HELP pilot_info x', 'pilot_info{version="1"} 1', ...lines].join('\n');

describe('decodeSyncStatus', () => {
  it('takes of each cluster the status whose value is one', () => {
    expect(
      decodeSyncStatus(
        metrics(
          'istiod_managed_clusters{cluster_type="remote"} 2',
          'istiod_remote_cluster_sync_status{cluster="west",status="synced"} 1',
          'istiod_remote_cluster_sync_status{cluster="west",status="syncing"} 0',
          'istiod_remote_cluster_sync_status{status="timeout",cluster="north"} 1',
        ),
      ),
    ).toEqual([
      { clusterId: 'north', status: 'timeout' },
      { clusterId: 'west', status: 'synced' },
    ]);
  });

  it('takes the closed client of a renewed remote secret for synced: it is closed after its successor has synced', () => {
    expect(
      decodeSyncStatus(
        metrics(
          'istiod_managed_clusters{cluster_type="remote"} 1',
          'istiod_remote_cluster_sync_status{cluster="west",status="closed"} 1',
          'istiod_remote_cluster_sync_status{cluster="west",status="synced"} 0',
        ),
      ),
    ).toEqual([{ clusterId: 'west', status: 'synced' }]);
  });

  it('does not know a cluster whose remote secret is gone: all its statuses are zero', () => {
    expect(
      decodeSyncStatus(
        metrics(
          'istiod_managed_clusters{cluster_type="remote"} 0',
          'istiod_remote_cluster_sync_status{cluster="west",status="closed"} 0',
          'istiod_remote_cluster_sync_status{cluster="west",status="synced"} 0',
        ),
      ),
    ).toEqual([]);
  });

  it('is empty for an istiod without remote clusters', () => {
    expect(
      decodeSyncStatus(
        metrics('istiod_managed_clusters{cluster_type="remote"} 0'),
      ),
    ).toEqual([]);
  });

  it.each([
    [
      'an istiod that has remote clusters but not the metric',
      metrics('istiod_managed_clusters{cluster_type="remote"} 1'),
    ],
    ['a page that is not istiod', 'go_goroutines 5'],
    ['nothing', ''],
  ])('is unknown for %s', (_, text) => {
    expect(decodeSyncStatus(text)).toBeUndefined();
  });

  it('reads escaped label values', () => {
    expect(
      decodeSyncStatus(
        metrics(
          'istiod_remote_cluster_sync_status{cluster="a\\"b}",status="synced"} 1',
        ),
      ),
    ).toEqual([{ clusterId: 'a"b}', status: 'synced' }]);
  });
});
