import pLimit from 'p-limit';
import type {
  ClusterName,
  ProxyRoots,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  SECRET_DUMP_COMMAND,
  decodeProxyRoots,
} from '../istio/read/proxyRoots';
import { proxyPods, type ProxyPod } from '../istio/read/workloads';
import type { KubernetesObject } from '../kubernetes/ClusterClient';
import type { PodExec } from '../kubernetes/PodExec';
import { need, section } from './section';

const PODS_PER_WORKLOAD = 2;
const PODS_PER_CLUSTER = 20;
const DEADLINE_MS = 5_000;
const SIDE_BY_SIDE = 4;

/** Reads the roots that running proxies really hold, of some Pods of each workload; gateways come first. */
export async function inspectProxies(input: {
  readonly cluster: ClusterName;
  readonly pods: readonly KubernetesObject[];
  readonly exec: PodExec;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}): Promise<readonly ProxyRoots[]> {
  const limit = pLimit(SIDE_BY_SIDE);
  return Promise.all(
    chosen(proxyPods(input.pods)).map(({ pod, workload }) =>
      limit(async () => {
        const namespace = pod.metadata.namespace ?? '';
        return {
          namespace,
          pod: pod.metadata.name,
          workload: workload.name,
          roots: await section(input.now, async () =>
            decodeProxyRoots(
              await need(
                input.exec.run(
                  {
                    cluster: input.cluster,
                    namespace,
                    pod: pod.metadata.name,
                    container: 'istio-proxy',
                    command: SECRET_DUMP_COMMAND,
                  },
                  { deadlineMs: DEADLINE_MS, signal: input.signal },
                ),
              ),
            ),
          ),
        };
      }),
    ),
  );
}

function chosen(proxies: readonly ProxyPod[]): readonly ProxyPod[] {
  const seen = new Map<string, number>();
  const some = proxies.filter(({ workload }) => {
    const key = `${workload.namespace}/${workload.kind}/${workload.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count <= PODS_PER_WORKLOAD;
  });
  return [
    ...some.filter(({ gateway }) => gateway),
    ...some.filter(({ gateway }) => !gateway),
  ].slice(0, PODS_PER_CLUSTER);
}
