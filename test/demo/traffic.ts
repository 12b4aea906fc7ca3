import { callFrom, kubectl, type ClusterHandle } from '../bed/index.ts';

/** One direction: what a client in `from` gets from a service that runs only in `to`. */
export interface TrafficRow {
  readonly from: string;
  readonly to: string;
  readonly service: string;
  /** HTTP status; 0 when there was no answer. */
  readonly before: number;
  readonly after: number;
  /** Name of the cluster that answered after the join. */
  readonly answeredBy?: string;
  /**
   * Address of the east-west gateway of `to` that, by its own counters, passed connections on to
   * the service; absent when none did.
   */
  readonly viaGateway?: string;
}

const SAMPLE_NAMESPACE = 'shop';
const CALLS = 3;

export function serviceOf(cluster: string): string {
  return `only-${cluster}.${SAMPLE_NAMESPACE}.svc.cluster.local`;
}

/**
 * Calls, from the client in `from`, the service that runs only in `to`. Requests one after the
 * other, each with a connection of its own.
 */
export async function callAcross(
  from: ClusterHandle,
  to: string,
): Promise<{ status: number; answeredBy?: string }> {
  const results = await callFrom(from, {
    namespace: SAMPLE_NAMESPACE,
    url: `http://${serviceOf(to)}/`,
    count: CALLS,
    timeoutSeconds: 5,
  });
  const last = results[results.length - 1];
  const worst = results.find(({ status }) => status !== 200) ?? last;
  return {
    status: worst?.status ?? 0,
    ...(last?.answeredBy && { answeredBy: last.answeredBy }),
  };
}

interface GatewayPod {
  readonly namespace: string;
  readonly pod: string;
  readonly address: string;
}

/** The pods behind every Gateway of a cluster that listens on the east-west port. */
async function gatewayPods(
  cluster: ClusterHandle,
): Promise<readonly GatewayPod[]> {
  const { stdout } = await kubectl(cluster, [
    'get',
    'gateways.gateway.networking.k8s.io',
    '--all-namespaces',
    '--output',
    'json',
  ]);
  const { items } = JSON.parse(stdout) as {
    items: readonly {
      metadata: { name: string; namespace: string };
      spec: { listeners: readonly { port: number }[] };
      status?: { addresses?: readonly { value: string }[] };
    }[];
  };
  const pods: GatewayPod[] = [];
  for (const { metadata, spec, status } of items) {
    if (!spec.listeners.some(({ port }) => port === 15443)) {
      continue;
    }
    const { stdout: names } = await kubectl(cluster, [
      'get',
      'pods',
      '--namespace',
      metadata.namespace,
      '--selector',
      `gateway.networking.k8s.io/gateway-name=${metadata.name}`,
      '--field-selector',
      'status.phase=Running',
      '--output',
      'jsonpath={.items[*].metadata.name}',
    ]);
    for (const pod of names.split(' ').filter(Boolean)) {
      pods.push({
        namespace: metadata.namespace,
        pod,
        address: status?.addresses?.[0]?.value ?? '',
      });
    }
  }
  return pods;
}

/**
 * Connections that each gateway pod of `cluster` has passed on to `service`, by the gateway's own
 * count.
 */
async function gatewayConnections(
  cluster: ClusterHandle,
  service: string,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { namespace, pod, address } of await gatewayPods(cluster)) {
    const { stdout } = await kubectl(cluster, [
      'exec',
      '--namespace',
      namespace,
      pod,
      '--',
      'pilot-agent',
      'request',
      'GET',
      'clusters',
    ]);
    let total = 0;
    for (const line of stdout.split('\n')) {
      const match =
        /^outbound_\.\d+_\._\.([^:]+)::[^:]+:\d+::cx_total::(\d+)/.exec(line);
      if (match?.[1] === service) {
        total += Number(match[2]);
      }
    }
    counts.set(address, (counts.get(address) ?? 0) + total);
  }
  return counts;
}

/** Calls from every cluster to the service of every other one. */
export async function measureBefore(
  clusters: readonly ClusterHandle[],
): Promise<ReadonlyMap<string, number>> {
  const before = new Map<string, number>();
  for (const from of clusters) {
    for (const to of clusters) {
      if (from.name !== to.name) {
        before.set(
          `${from.name}>${to.name}`,
          (await callAcross(from, to.name)).status,
        );
      }
    }
  }
  return before;
}

/**
 * The same calls again, with who answered and whether the gateway of the other side passed them on.
 */
export async function measureAfter(
  clusters: readonly ClusterHandle[],
  before: ReadonlyMap<string, number>,
): Promise<readonly TrafficRow[]> {
  const rows: TrafficRow[] = [];
  for (const from of clusters) {
    for (const to of clusters) {
      if (from.name === to.name) {
        continue;
      }
      const service = serviceOf(to.name);
      const { status, answeredBy } = await callAcross(from, to.name);
      // Counted by service, and connections are kept open: what counts is that the gateway has
      // passed any on to this service.
      const passed = [...(await gatewayConnections(to, service))].find(
        ([, count]) => count > 0,
      );
      rows.push({
        from: from.name,
        to: to.name,
        service,
        before: before.get(`${from.name}>${to.name}`) ?? 0,
        after: status,
        ...(answeredBy && { answeredBy }),
        ...(status === 200 && passed && { viaGateway: passed[0] }),
      });
    }
  }
  return rows;
}
