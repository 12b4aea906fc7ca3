import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceReachabilityAnswer } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Session } from '../../demo/session.ts';
import { round, type Figure, type Measurement } from '../Figure.ts';
import { forwardToIstiod } from './portForward.ts';
import { connectProxies } from './simulatedProxies.ts';

const SIMULATED = 500;
const NAMESPACE = 'shop';
const WORKLOAD = 'client';
const QUESTIONS = 30;
const CELLS = 20;
const SECONDS = 60;

/** The plugin keeps what istiod said for five seconds. */
const FORGOTTEN_MS = 5_500;

const XDS_PORT = 15010;
const DEBUG_PORT = 8080;
const METRICS_PORT = 15014;

interface Istiod {
  readonly debug: string;
  readonly metrics: string;
}

interface Answers {
  readonly bytes: number;
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** What the same question costs again and again. */
async function repeat(
  times: number,
  ask: () => Promise<string>,
): Promise<Answers> {
  const took: number[] = [];
  let bytes = 0;
  for (let asked = 0; asked < times; asked++) {
    const begin = performance.now();
    bytes = Buffer.byteLength(await ask());
    took.push(performance.now() - begin);
  }
  return { bytes, times: took.sort((a, b) => a - b) };
}

async function textOf(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) {
    throw new Error(`istiod answered ${answer.status} to ${url}`);
  }
  return answer.text();
}

async function connectionsOf(istiod: Istiod): Promise<readonly string[]> {
  const { clients } = JSON.parse(
    await textOf(`http://${istiod.debug}/debug/connections`),
  ) as { readonly clients: readonly { readonly connectionId: string }[] };
  return clients.map(({ connectionId }) => connectionId);
}

/** The two pages that a question to istiod consists of, of a proxy that is real. */
async function askIstiod(istiod: Istiod): Promise<{
  readonly proxies: number;
  readonly connections: Answers;
  readonly dump: Answers;
}> {
  const all = await connectionsOf(istiod);
  const id = all.find(each => each.startsWith(`${WORKLOAD}-`));
  if (id === undefined) {
    throw new Error(`No proxy of ${WORKLOAD} is connected to istiod`);
  }
  const query = new URLSearchParams({ proxyID: id, types: 'CDS,LDS,RDS,EDS' });
  return {
    proxies: all.length,
    connections: await repeat(QUESTIONS, () =>
      textOf(`http://${istiod.debug}/debug/connections`),
    ),
    dump: await repeat(QUESTIONS, () =>
      textOf(`http://${istiod.debug}/debug/config_dump?${query}`),
    ),
  };
}

async function cpuSecondsOf(istiod: Istiod): Promise<number> {
  const metrics = await textOf(`http://${istiod.metrics}/metrics`);
  const line = /^process_cpu_seconds_total ([\d.e+-]+)$/m.exec(metrics);
  if (line === null) {
    throw new Error('istiod does not tell its CPU time');
  }
  return Number(line[1]);
}

/** Milliseconds of CPU in a second. */
async function loadOf(istiod: Istiod): Promise<number> {
  const before = await cpuSecondsOf(istiod);
  await sleep(SECONDS * 1000);
  return ((await cpuSecondsOf(istiod)) - before) / (SECONDS / 1000);
}

/** With Backstage at its default budget, and while it stands still. */
async function loads(
  istiod: Istiod,
  { backstage }: Session,
): Promise<{ readonly asked: number; readonly alone: number }> {
  const asked = await loadOf(istiod);
  process.kill(backstage.pid, 'SIGSTOP');
  try {
    return { asked, alone: await loadOf(istiod) };
  } finally {
    process.kill(backstage.pid, 'SIGCONT');
  }
}

/** A cell that is opened again and again, so that istiod has to be asked each time, or not. */
async function openCells(
  { api, clusters }: Session,
  fresh: boolean,
): Promise<number> {
  const [east, west] = clusters.map(({ name }) => name);
  const query = new URLSearchParams({
    from: east!,
    to: west!,
    port: '80',
    clientNamespace: NAMESPACE,
    clientWorkload: WORKLOAD,
  });
  const open = () =>
    api.request<ServiceReachabilityAnswer>(
      'GET',
      `/mesh-federation/services/${NAMESPACE}/orders/reachability?${query}`,
    );
  await open();
  const times: number[] = [];
  for (let opened = 0; opened < CELLS; opened++) {
    if (fresh) {
      await sleep(FORGOTTEN_MS);
    }
    const begin = performance.now();
    const { items } = await open();
    times.push(performance.now() - begin);
    if (items[0]?.explanation?.confirmation?.status !== 'confirmed') {
      throw new Error('The cell is not confirmed by istiod');
    }
  }
  return median(times.sort((a, b) => a - b));
}

function figuresOf(
  { proxies, connections, dump }: Awaited<ReturnType<typeof askIstiod>>,
  { asked, alone }: Awaited<ReturnType<typeof loads>>,
): readonly Figure[] {
  const page = ({ bytes, times }: Answers) =>
    `p50 ${round(median(times))} ms, ${round(bytes / 1024)} KiB`;
  return [
    {
      what: `which proxies are connected, ${proxies} of them`,
      value: page(connections),
    },
    {
      what: `what one proxy is configured with, ${proxies} connected`,
      value: page(dump),
    },
    {
      what: `CPU of istiod in the background's budget, ${proxies} connected`,
      value: `${round(asked)} ms a second (${round(alone)} without Backstage)`,
    },
  ];
}

/** What it costs to ask istiod about a proxy, with few and with many proxies. */
export async function measureWitness(session: Session): Promise<Measurement> {
  const [cluster] = session.clusters;
  const forward = await forwardToIstiod(cluster!, [
    XDS_PORT,
    DEBUG_PORT,
    METRICS_PORT,
  ]);
  const at = (port: number) => forward.addresses.get(port)!;
  const istiod = { debug: at(DEBUG_PORT), metrics: at(METRICS_PORT) };
  try {
    const few = figuresOf(
      await askIstiod(istiod),
      await loads(istiod, session),
    );
    const fresh = await openCells(session, true);
    const kept = await openCells(session, false);
    const proxies = await connectProxies({
      address: at(XDS_PORT),
      namespace: NAMESPACE,
      count: SIMULATED,
    });
    try {
      const many = figuresOf(
        await askIstiod(istiod),
        await loads(istiod, session),
      );
      const crowded = await openCells(session, true);
      return {
        title: 'Asking istiod, the second witness',
        method: `One istiod of two joined clusters with the sample application, asked for its pages over a port-forward, ${QUESTIONS} times each. ${SIMULATED} more proxies are simulated: streams to istiod's discovery service that take clusters and listeners and acknowledge them. The budget is the default, one workload a second for each control plane; without Backstage its process is stopped. CPU is \`process_cpu_seconds_total\` over ${SECONDS} s. A cell is opened ${CELLS} times one after the other over Backstage's API, with ${
          FORGOTTEN_MS / 1000
        } s between where istiod shall be asked each time.`,
        figures: [
          ...few,
          ...many,
          { what: 'opened cell, p50, istiod just asked', value: ms(kept) },
          { what: 'opened cell, p50, istiod asked anew', value: ms(fresh) },
          {
            what: `the same with ${SIMULATED} more proxies`,
            value: ms(crowded),
          },
        ],
      };
    } finally {
      proxies.close();
    }
  } finally {
    forward.close();
  }
}

function ms(time: number): string {
  return `${round(time)} ms`;
}
