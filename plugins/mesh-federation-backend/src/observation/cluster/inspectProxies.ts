import pLimit from 'p-limit';
import {
  type ClusterName,
  type Pod,
  type ProxyRoots,
  PROXY_CONTAINER,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  SECRET_DUMP_COMMAND,
  decodeProxyRoots,
} from '../../istio/read/trust/proxyRoots';
import { isGatewayPod, proxyPods } from '../../istio/read/workloads/workloads';
import type { PodExec } from '../../kubernetes/PodExec';
import { need, section } from './section';

const PODS_PER_WORKLOAD = 2;
const PODS_PER_CLUSTER = 20;
const DEADLINE_MS = 5_000;
const SIDE_BY_SIDE = 4;

/**
 * Reads the roots that running proxies really hold, of some Pods of each workload; gateways come
 * first.
 */
export async function inspectProxies(input: {
  readonly cluster: ClusterName;
  readonly pods: readonly Pod[];
  readonly exec: PodExec;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}): Promise<readonly ProxyRoots[]> {
  const limit = pLimit(SIDE_BY_SIDE);
  return Promise.all(
    chosen(proxyPods(input.pods)).map(({ namespace, name, workload }) =>
      limit(async () => ({
        namespace,
        pod: name,
        workload: workload.name,
        roots: await section(input.now, async () =>
          decodeProxyRoots(
            await need(
              input.exec.run(
                {
                  cluster: input.cluster,
                  namespace,
                  pod: name,
                  container: PROXY_CONTAINER,
                  command: SECRET_DUMP_COMMAND,
                },
                { deadlineMs: DEADLINE_MS, signal: input.signal },
              ),
            ),
          ),
        ),
      })),
    ),
  );
}

function chosen(pods: readonly Pod[]): readonly Pod[] {
  const seen = new Map<string, number>();
  const some = pods.filter(({ namespace, workload }) => {
    const key = `${namespace}/${workload.kind}/${workload.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count <= PODS_PER_WORKLOAD;
  });
  return [
    ...some.filter(isGatewayPod),
    ...some.filter(pod => !isGatewayPod(pod)),
  ].slice(0, PODS_PER_CLUSTER);
}
