import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type { PodHttp, PodHttpAnswer } from '../../kubernetes/PodHttp';
import { mergedMeshOf, remoteClustersOf } from './askIstiod';

const METRICS = [
  'istiod_managed_clusters{cluster_type="remote"} 1',
  'istiod_remote_cluster_sync_status{cluster="west",status="closed"} 1',
].join('\n');

const CLUSTERZ = JSON.stringify([
  { id: 'east', secretName: '', syncStatus: 'synced' },
  { id: 'west', secretName: 'a/b', syncStatus: 'timeout' },
]);

function replica(options: {
  readonly metrics?: string;
  readonly answer?: PodHttpAnswer;
}) {
  const { metrics, answer } = options;
  const failed = (message: string) => ({
    ok: false as const,
    error: { reason: { kind: 'error' as const, message } },
  });
  const client: Pick<ClusterClient, 'cluster' | 'getText'> = {
    cluster: 'east',
    getText: async path =>
      metrics !== undefined &&
      path ===
        '/api/v1/namespaces/istio-system/pods/istiod-1:15014/proxy/metrics'
        ? { ok: true, value: metrics }
        : failed('no metrics'),
  };
  const get = jest.fn<ReturnType<PodHttp['get']>, Parameters<PodHttp['get']>>(
    async () => (answer ? { ok: true, value: answer } : failed('refused')),
  );
  return { client: client as ClusterClient, pod: 'istiod-1', podHttp: { get } };
}

const remoteClusters = (asked: Parameters<typeof remoteClustersOf>[0]) =>
  remoteClustersOf(asked, {});

describe('remoteClustersOf', () => {
  it('believes the replica rather than its metrics', async () => {
    const asked = replica({
      metrics: METRICS,
      answer: { status: 200, body: CLUSTERZ },
    });
    expect(await remoteClusters(asked)).toEqual({
      ok: true,
      value: [{ clusterId: 'west', status: 'timeout' }],
    });
    expect(asked.podHttp.get).toHaveBeenCalledWith(
      {
        cluster: 'east',
        namespace: 'istio-system',
        pod: 'istiod-1',
        port: 8080,
        path: '/debug/clusterz',
      },
      { deadlineMs: 3000 },
    );
  });

  it('hears an istiod that has no metric for it, as before 1.29', async () => {
    const asked = replica({
      metrics: 'istiod_managed_clusters{cluster_type="remote"} 1',
      answer: { status: 200, body: CLUSTERZ },
    });
    expect(await remoteClusters(asked)).toMatchObject({
      value: [{ clusterId: 'west', status: 'timeout' }],
    });
  });

  it.each([
    ['may not be asked', {}],
    ['answers without the page', { answer: { status: 404, body: '' } }],
    ['answers something else', { answer: { status: 200, body: '{}' } }],
  ])('goes by the metrics where the replica %s', async (_, options) => {
    expect(
      await remoteClusters(replica({ metrics: METRICS, ...options })),
    ).toEqual({ ok: true, value: [{ clusterId: 'west', status: 'synced' }] });
  });

  it('goes by the metrics where nobody shall be asked', async () => {
    const { client, pod } = replica({ metrics: METRICS });
    expect(await remoteClusters({ client, pod })).toMatchObject({ ok: true });
  });

  it('does not know where neither tells', async () => {
    expect(
      await remoteClusters(
        replica({
          metrics: 'istiod_managed_clusters{cluster_type="remote"} 1',
        }),
      ),
    ).toEqual({ ok: true, value: undefined });
    expect(await remoteClusters(replica({}))).toMatchObject({
      ok: false,
      error: { reason: { message: 'no metrics' } },
    });
  });
});

describe('mergedMeshOf', () => {
  it('reads the mesh config that counts', async () => {
    const mesh = {
      trustDomain: 'cluster.local',
      rootNamespace: 'istio-config',
      outboundTrafficPolicy: {},
      enableAutoMtls: false,
    };
    expect(
      await mergedMeshOf(
        replica({ answer: { status: 200, body: JSON.stringify(mesh) } }),
        {},
      ),
    ).toEqual({
      rootNamespace: 'istio-config',
      outboundTrafficPolicy: 'REGISTRY_ONLY',
      enableAutoMtls: false,
    });
  });

  it.each([
    ['no right', {}],
    ['another page', { answer: { status: 200, body: '<html>' } }],
    ['nothing', { answer: { status: 200, body: '{}' } }],
    [
      'a value of tomorrow',
      {
        answer: {
          status: 200,
          body: JSON.stringify({
            trustDomain: 'cluster.local',
            outboundTrafficPolicy: { mode: 'MAYBE' },
          }),
        },
      },
    ],
  ])('does not know it with %s', async (_, options) => {
    expect(await mergedMeshOf(replica(options), {})).toBeUndefined();
  });
});
