import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl } from '../../bed/index.ts';
import { token } from './issuer.ts';
import type { Client, RequestKind, Scenario, Target } from './scenario.ts';
import type { CallResult, Order, Stage } from './Stage.ts';

/** What one client got for one kind of request to one Service. */
export interface Measured {
  readonly cluster: string;
  readonly client: Client;
  readonly target: Target;
  readonly request: RequestKind;
  readonly results: readonly CallResult[];
}

const REQUESTS_A_ROUND = 10;
const TIMEOUT_MS = 3000;
const PAUSE_MS = 300;
const MOST_ROUNDS = 12;

export function hostOf({
  namespace,
  name,
}: Pick<Target, 'namespace' | 'name'>): string {
  return `${name}.${namespace}.svc.cluster.local`;
}

/**
 * Sends requests in rounds until two rounds after one another look the same, or three where it
 * could not be seen that the proxies have their configuration; answers with both. Traffic that does
 * not come to rest is measured as it is.
 */
export async function measureTraffic(
  stage: Stage,
  scenario: Scenario,
  options: { readonly sure: boolean },
): Promise<readonly Measured[]> {
  const needed = options.sure ? 2 : 3;
  let alike = 1;
  let last = await round(stage, scenario);
  let results = last;
  for (let rounds = 1; rounds < MOST_ROUNDS && alike < needed; rounds++) {
    await sleep(options.sure ? PAUSE_MS : 1500);
    const next = await round(stage, scenario);
    if (signature(next) === signature(last)) {
      alike += 1;
      results = together(results, next);
    } else {
      alike = 1;
      results = next;
    }
    last = next;
  }
  return results;
}

async function round(
  stage: Stage,
  { clients, targets, requests }: Scenario,
): Promise<readonly Measured[]> {
  const kinds = targets.flatMap(target =>
    requests.map(request => ({ target, request })),
  );
  const orders = kinds.map(
    ({ target, request }): Order => ({
      method: request.method,
      ...(request.protocol && { protocol: request.protocol }),
      headers: headersOf(request),
      url: `http://${writtenHost(target, request)}${
        target.port === 80 ? '' : `:${target.port}`
      }${request.path}`,
      count: REQUESTS_A_ROUND,
      timeoutMs: TIMEOUT_MS,
    }),
  );
  const measured = await Promise.all(
    stage.alive.flatMap(cluster =>
      clients.map(async client =>
        (
          await stage.call(cluster, client, orders)
        ).map(
          (results, index): Measured => ({
            cluster,
            client,
            ...kinds[index]!,
            results: results.map(each => ofTarget(each, kinds[index]!.target)),
          }),
        ),
      ),
    ),
  );
  return measured.flat();
}

/** Names shorter than the full one are completed by the resolver of the client. */
function writtenHost(target: Target, { host = 'full' }: RequestKind): string {
  const { namespace, name } = target;
  switch (host) {
    case 'full':
      return hostOf(target);
    case 'name':
      return name;
    case 'namespace':
      return `${name}.${namespace}`;
    case 'svc':
      return `${name}.${namespace}.svc`;
    default:
      throw new Error(`unknown form of host ${host satisfies never}`);
  }
}

function headersOf({
  headers = {},
  token: wanted,
}: RequestKind): Readonly<Record<string, string>> {
  return wanted
    ? {
        ...headers,
        Authorization: `Bearer ${token(wanted.claims, wanted.forged)}`,
      }
    : headers;
}

/** Where another workload answered than the Service has, no endpoint of it did. */
function ofTarget(result: CallResult, { workload }: Target): CallResult {
  const { answeredBy, workload: by } = result;
  return !workload || !by || !answeredBy || by === workload
    ? result
    : { ...result, answeredBy: `${by} in ${answeredBy}` };
}

/** Who answered and whether something failed; not how often, nor in which of several ways. */
function signature(measured: readonly Measured[]): string {
  return JSON.stringify(
    measured.map(({ results }) =>
      [
        ...new Set(
          results.map(({ status, answeredBy }) =>
            status >= 200 && status < 300 ? answeredBy : 'failed',
          ),
        ),
      ].sort(),
    ),
  );
}

function together(
  one: readonly Measured[],
  other: readonly Measured[],
): readonly Measured[] {
  return one.map((each, index) => ({
    ...each,
    results: [...each.results, ...other[index]!.results],
  }));
}

/** Status and who answered, or what went wrong, without what differs from request to request. */
export function describeResult(result: CallResult): string {
  const { status, answeredBy, error = '', body } = result;
  if (status === 0) {
    return describeError(error);
  }
  if (status >= 200 && status < 300) {
    return `${status} ${answeredBy ?? 'by nobody known'}`;
  }
  const reason = body
    .replace(/\d+\.\d+\.\d+\.\d+(:\d+)?/g, 'ADDRESS')
    .replace(/delayed connect error: \d+/, 'connect error')
    .slice(0, 160);
  return `${status}${answeredBy ? ` ${answeredBy}` : ` ${reason}`}`;
}

function describeError(error: string): string {
  if (/no such host/.test(error)) {
    return 'no such host';
  }
  return /Timeout|deadline/.test(error)
    ? 'timeout'
    : error.replace(/^.*: /, '');
}

/**
 * Connections that the east-west gateways of a cluster have passed on, by host, by their own count.
 */
export async function gatewayConnections(
  stage: Stage,
  cluster: string,
): Promise<ReadonlyMap<string, number>> {
  const pods = await stage
    .api(cluster)
    .list(
      { apiVersion: 'v1', kind: 'Pod', namespace: 'istio-system' },
      'labelSelector=gateway.networking.k8s.io/gateway-name&fieldSelector=status.phase=Running',
    );
  const counts = new Map<string, number>();
  for (const { metadata } of pods) {
    const { stdout } = await kubectl(
      stage.handle(cluster),
      [
        ...['exec', '--namespace', 'istio-system', metadata.name, '--'],
        ...['pilot-agent', 'request', 'GET', 'clusters'],
      ],
      { allowFailure: true },
    );
    for (const [, host, count] of stdout.matchAll(
      /^outbound_\.\d+_\.[^:]*_\.([^:]+)::[^:]+:\d+::cx_total::(\d+)/gm,
    )) {
      counts.set(host!, (counts.get(host!) ?? 0) + Number(count));
    }
  }
  return counts;
}
