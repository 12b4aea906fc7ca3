import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl, type ClusterHandle } from '../bed/index.ts';
import { round, type Measurement } from './Figure.ts';

const MINUTES = 3;
const NAME = 'mesh-federation-bench';

/**
 * A flow of its own for Backstage's account: the API server counts requests by flow, not by
 * account.
 */
const FLOW = {
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'FlowSchema',
  metadata: { name: NAME },
  spec: {
    matchingPrecedence: 100,
    priorityLevelConfiguration: { name: 'workload-low' },
    rules: [
      {
        subjects: [
          {
            kind: 'ServiceAccount',
            serviceAccount: {
              name: 'mesh-federation',
              namespace: 'mesh-federation',
            },
          },
        ],
        resourceRules: [
          {
            verbs: ['*'],
            apiGroups: ['*'],
            resources: ['*'],
            clusterScope: true,
            namespaces: ['*'],
          },
        ],
        nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      },
    ],
  },
};

interface Counts {
  readonly ours: number;
  readonly all: number;
}

function sum(metrics: string, name: string, label = ''): number {
  return metrics
    .split('\n')
    .filter(line => line.startsWith(`${name}{`) && line.includes(label))
    .reduce(
      (total, line) => total + Number(line.slice(line.lastIndexOf(' '))),
      0,
    );
}

async function countsOf(cluster: ClusterHandle): Promise<Counts> {
  const { stdout } = await kubectl(cluster, ['get', '--raw', '/metrics']);
  return {
    ours: sum(
      stdout,
      'apiserver_flowcontrol_dispatched_requests_total',
      `flow_schema="${NAME}"`,
    ),
    all: sum(stdout, 'apiserver_request_total'),
  };
}

async function withFlow<T>(
  clusters: readonly ClusterHandle[],
  work: () => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-federation-bench-'));
  const file = join(folder, 'flow.json');
  writeFileSync(file, JSON.stringify(FLOW));
  try {
    await Promise.all(
      clusters.map(cluster => kubectl(cluster, ['apply', '-f', file])),
    );
    return await work();
  } finally {
    await Promise.all(
      clusters.map(cluster =>
        kubectl(cluster, ['delete', '--ignore-not-found', '-f', file], {
          allowFailure: true,
        }),
      ),
    );
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What Backstage asks of each API server while nobody looks at a page and nothing changes. */
export async function measureRequests(
  clusters: readonly ClusterHandle[],
): Promise<Measurement> {
  const all = (of: typeof countsOf) => Promise.all(clusters.map(of));
  const [before, after] = await withFlow(clusters, async () => {
    // Until every API server sorts requests by the new flow, and what the join stirred up is quiet.
    await sleep(60_000);
    const first = await all(countsOf);
    await sleep(MINUTES * 60_000);
    return [first, await all(countsOf)] as const;
  });
  return {
    title: `Requests of an idle, joined federation of ${clusters.length} clusters`,
    method: `Over ${MINUTES} minutes without a page open. Counted is what each API server dispatched for Backstage's ServiceAccount mesh-federation, \`apiserver_flowcontrol_dispatched_requests_total\` of a FlowSchema for this account alone; a watch counts once, when it begins. Beside it stands what all clients together sent, kubelets, controllers and istiod among them (\`apiserver_request_total\`, in which a watch counts when it ends).`,
    figures: clusters.map(({ name }, index) => ({
      what: `requests a minute to ${name}`,
      value: `${round(
        (after[index]!.ours - before[index]!.ours) / MINUTES,
      )} of Backstage, ${round(
        (after[index]!.all - before[index]!.all) / MINUTES,
      )} of all clients`,
    })),
  };
}
