/** Tells the sample's clients to call, in any cluster that has the sample. */
import { kubectl } from './kubernetes.ts';
import type { ClusterHandle } from './kubernetes.ts';

export interface CallRequest {
  /** The namespace whose client calls. */
  readonly namespace: string;
  readonly url: string;
  /** Default: 1. */
  readonly count?: number;
  /** Of one request; default: 5. */
  readonly timeoutSeconds?: number;
  /** A new connection for each request; default: true. */
  readonly newConnections?: boolean;
}

export interface CallResult {
  /** 0: there was no HTTP answer. */
  readonly status: number;
  /** The cluster of the workload that answered. */
  readonly answeredBy?: string;
  readonly body: string;
  /** The client's identity as the answering side verified it. */
  readonly xfcc?: string;
  readonly error?: string;
  readonly durationMs: number;
}

/** What a load has seen: every answer but 200 is a failure. */
export interface LoadTotals {
  readonly requests: number;
  readonly failures: number;
  readonly firstFailure?: {
    readonly at: string;
    readonly status: number;
    readonly error?: string;
    readonly body?: string;
  };
}

/** Steady requests from within a Pod. */
export interface Load {
  /** What has been counted up to now. */
  totals(): Promise<LoadTotals>;
  /** Ends the load. */
  stop(): Promise<LoadTotals>;
}

/**
 * Sends requests from a namespace's client, one after the other. A refusal is a result, not an
 * error.
 */
export async function callFrom(
  cluster: ClusterHandle,
  request: CallRequest,
): Promise<readonly CallResult[]> {
  const { namespace, url, count = 1, timeoutSeconds = 5 } = request;
  const { stdout } = await inClient(
    cluster,
    namespace,
    [
      'get',
      `-count=${count}`,
      `-timeout=${timeoutSeconds}s`,
      `-fresh=${request.newConnections ?? true}`,
      url,
    ],
    count * timeoutSeconds * 1000 + 20_000,
  );
  return lines(stdout).map(line => {
    const result = JSON.parse(line) as CallResult;
    const { cluster: answeredBy, xfcc } = answerOf(result.body);
    return {
      ...result,
      ...(answeredBy ? { answeredBy } : {}),
      ...(xfcc ? { xfcc } : {}),
    };
  });
}

/**
 * Starts a load in a namespace's client; it runs in the Pod and so does not depend on the
 * caller's connection to the cluster. One load a Pod.
 */
export async function startLoad(
  cluster: ClusterHandle,
  request: {
    readonly namespace: string;
    readonly url: string;
    /** Requests a second; default: 10. */
    readonly rate?: number;
    readonly newConnections?: boolean;
  },
): Promise<Load> {
  const { namespace, url, rate = 10, newConnections = false } = request;
  const { stdout } = await kubectl(cluster, [
    ...['-n', namespace, 'get', 'pods', '-l', 'app=client'],
    ...['--field-selector=status.phase=Running', '-o', 'name'],
  ]);
  // A restart of the Deployment must not make us ask another Pod.
  const pod = lines(stdout)[0] ?? 'deployment/client';
  const load = (...args: string[]) =>
    inClient(cluster, namespace, args, 60_000, pod);
  await load(
    ...['load', '-detach', `-rate=${rate}`, `-fresh=${newConnections}`, url],
  );
  const totals = async (...args: string[]) =>
    JSON.parse((await load('load-report', ...args)).stdout) as LoadTotals;
  return { totals: () => totals(), stop: () => totals('-stop') };
}

const inClient = (
  cluster: ClusterHandle,
  namespace: string,
  args: readonly string[],
  timeoutMs: number,
  pod = 'deployment/client',
) =>
  kubectl(
    cluster,
    [
      ...['-n', namespace, 'exec', pod, '-c', 'client', '--', '/bedapp'],
      ...args,
    ],
    { timeoutMs },
  );

const lines = (text: string) => text.split('\n').filter(line => line !== '');

/** The sample's servers answer in JSON; a proxy that answers in their place does not. */
function answerOf(body: string): { cluster?: string; xfcc?: string } {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch {
    return {};
  }
}
