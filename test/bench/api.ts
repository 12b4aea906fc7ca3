import { stopCluster } from '../bed/index.ts';
import type { Session } from '../demo/session.ts';
import { round, type Measurement } from './Figure.ts';

const OURS = {
  method: 'GET',
  path: '/mesh-federation/entities/by-name/component/default/orders/reachability',
  requests: 200,
};
/** One read of the catalog, of which our answer takes two: what Backstage itself costs. */
const CATALOG = {
  method: 'GET',
  path: '/catalog/entities/by-name/component/default/orders',
  requests: 200,
};
/** Fewer: each asks every cluster. */
const KUBERNETES = {
  method: 'POST',
  path: '/kubernetes/services/orders',
  requests: 20,
};

interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Of a share of the values, the largest; nearest rank. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1]!;
}

/**
 * One request after the other, as a single page sends them; one that fails counts with the time
 * until it did.
 */
async function latency(
  { api }: Session,
  { method, path, requests }: typeof OURS,
  body?: unknown,
): Promise<Latency> {
  const times: number[] = [];
  let failed = 0;
  for (let sent = 0; sent < requests; sent++) {
    const begin = performance.now();
    try {
      await api.request(method, path, body);
    } catch {
      failed++;
    }
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), failed };
}

function describe({ p50, p99, failed }: Latency): string {
  return `p50 ${round(p50)} ms, p99 ${round(p99)} ms${
    failed > 0 ? `, ${failed} failed` : ''
  }`;
}

/** An entity's answer with all clusters up and with one dead. Leaves the last cluster stopped. */
export async function measureApi(session: Session): Promise<Measurement> {
  const { api, clusters } = session;
  const entity = await api.request<unknown>(CATALOG.method, CATALOG.path);
  const both = async () => {
    // What the first request of a process does once is not what is measured.
    await api.request(OURS.method, OURS.path);
    return {
      ours: await latency(session, OURS),
      kubernetes: await latency(session, KUBERNETES, { entity, auth: {} }),
    };
  };
  const up = await both();
  const catalog = await latency(session, CATALOG);
  await stopCluster(clusters.at(-1)!.name);
  const dead = await both();
  const faster = (of: typeof up) => of.kubernetes.p50 / of.ours.p50;
  const slower = dead.ours.p50 / up.ours.p50;
  return {
    title: `API: who can reach the entity orders, ${clusters.length} clusters`,
    method: `${OURS.requests} requests one after the other to \`${OURS.method} /api${OURS.path}\`, and ${KUBERNETES.requests} to the Kubernetes plugin's own query, \`${KUBERNETES.method} /api${KUBERNETES.path}\`, of the same Backstage. One dead: all processes of one cluster are killed, and the requests begin at once.`,
    figures: [
      { what: 'reachability, all clusters up', value: describe(up.ours) },
      {
        what: "Kubernetes plugin's query, all clusters up",
        value: describe(up.kubernetes),
      },
      {
        what: 'times faster at p50, all clusters up',
        value: `${round(faster(up))} ×`,
        aim: '≥ 10 ×',
        reached: faster(up) >= 10 && up.ours.failed === 0,
      },
      {
        what: "the catalog's own answer for the entity, of which reachability reads two",
        value: describe(catalog),
      },
      { what: 'reachability, one cluster dead', value: describe(dead.ours) },
      {
        what: "Kubernetes plugin's query, one cluster dead",
        value: describe(dead.kubernetes),
      },
      {
        what: 'times faster at p50, one cluster dead',
        value: `${round(faster(dead))} ×`,
        aim: '≥ 10 ×',
        reached: faster(dead) >= 10 && dead.ours.failed === 0,
      },
      {
        what: 'reachability with one dead, as a multiple of all up at p50',
        value: `${round(slower)} ×`,
        aim: 'no slower (≤ 1.1 ×, which is noise)',
        reached: slower <= 1.1 && dead.ours.failed === 0,
      },
    ],
  };
}
