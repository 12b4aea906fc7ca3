import type {
  ClusterName,
  ReachabilityCell,
  ReachabilityClient,
  ReachabilityQuery,
  ReachabilityVerdict,
  ServicePort,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import type { ClusterClients } from './entityClients';
import type { ReachabilityContext } from '../reachability/lookup/context/ReachabilityContext';
import type { ServiceName } from '../../model/cluster/service';

/**
 * Answers one cell of the context; `analyzeReachability`, or something that keeps its answers.
 *
 * @alpha
 */
export type Judge = (query: ReachabilityQuery) => ReachabilityCell;

/**
 * The verdict of a cell alone, which has to be that of the {@link Judge}: `surveyReachability`.
 *
 * @alpha
 */
export type Survey = (
  query: ReachabilityQuery,
) => Pick<ReachabilityCell, 'verdict'>;

/** What the clients of one cluster get from Services. */
export interface ClusterJudgement {
  readonly cluster: ClusterName;
  readonly verdict: ReachabilityVerdict;
  readonly summary: string;
  readonly service: ServiceName;
  readonly port: number;
  readonly provider?: ClusterName;
}

interface Outcome {
  readonly query: ReachabilityQuery;
  readonly verdict: ReachabilityVerdict;
}

/** From good to bad, when any one suffices. */
const PREFERENCE: readonly ReachabilityVerdict[] = [
  'reachable',
  'conditional',
  'unknown',
  'blocked',
];

/**
 * What the clients of each cluster get from the Services: for each client, Service and port the
 * best answer of any provider. When some get through and others do not, the cluster's verdict is
 * `conditional` and the summary is that of the worst. One entry for each cluster; none for a
 * cluster whose question nobody can answer, because no cluster has a port of any of the Services.
 * Verdicts are surveyed; only the answers that are told are judged in full.
 */
export function judgeServices(options: {
  readonly context: ReachabilityContext;
  readonly clients: readonly ClusterClients[];
  readonly services: readonly ServiceName[];
  readonly survey: Survey;
  readonly judge: Judge;
}): readonly ClusterJudgement[] {
  const { context, clients, services, survey, judge } = options;
  const targets = services.flatMap(service =>
    targetsOf(context, service).map(target => ({ service, ...target })),
  );
  return clients.flatMap(({ cluster, clients: callers }) => {
    const outcomes = callers.flatMap(client =>
      targets.map(target => bestOutcome({ client, survey, ...target })),
    );
    return outcomes.length === 0 ? [] : [combine(cluster, outcomes, judge)];
  });
}

/**
 * Ports of a Service, and the clusters that have it or may have it. UDP and SCTP ports only where
 * there is nothing else.
 */
export function targetsOf(
  context: ReachabilityContext,
  { namespace, name }: ServiceName,
): readonly {
  readonly port: number;
  readonly providers: readonly ClusterName[];
}[] {
  const found = context.clusters.flatMap(cluster => {
    const service = context.index(cluster)?.service(namespace, name);
    if (!service || (service.status === 'observed' && !service.value)) {
      return [];
    }
    const ports =
      service.status === 'observed' ? service.value?.ports ?? [] : undefined;
    return [{ cluster, ports }];
  });
  const ports = portNumbers(found.flatMap(({ ports: some }) => some ?? []));
  return ports.map(port => ({
    port,
    providers: found
      .filter(
        item =>
          item.ports === undefined ||
          item.ports.some(({ port: number }) => number === port),
      )
      .map(({ cluster }) => cluster),
  }));
}

function portNumbers(ports: readonly ServicePort[]): readonly number[] {
  const tcp = ports.filter(({ protocol }) => protocol === 'TCP');
  const chosen = tcp.length > 0 ? tcp : ports;
  return [...new Set(chosen.map(({ port }) => port))].sort((a, b) => a - b);
}

/**
 * The best answer of any provider; of equal ones that of the client's own cluster, then the first
 * by name.
 */
function bestOutcome(options: {
  readonly client: ReachabilityClient;
  readonly service: ServiceName;
  readonly port: number;
  readonly providers: readonly ClusterName[];
  readonly survey: Survey;
}): Outcome {
  const { client, service, port, survey } = options;
  let best: Outcome | undefined;
  for (const provider of nearestFirst(options.providers, client.cluster)) {
    const query = { client, provider, service, port };
    const { verdict } = survey(query);
    if (!best || rank(verdict) < rank(best.verdict)) {
      best = { query, verdict };
    }
    if (best.verdict === 'reachable') {
      break;
    }
  }
  if (!best) {
    throw new Error(`Port ${port} is no port of any provider`);
  }
  return best;
}

/** The client's own cluster first, then by name. */
export function nearestFirst(
  providers: readonly ClusterName[],
  own: ClusterName,
): readonly ClusterName[] {
  return [...providers].sort(
    (a, b) => Number(b === own) - Number(a === own) || compareStrings(a, b),
  );
}

/** Whether requests get through, at least some. */
export function passes(verdict: ReachabilityVerdict): boolean {
  return verdict === 'reachable' || verdict === 'conditional';
}

function combine(
  cluster: ClusterName,
  outcomes: readonly Outcome[],
  judge: Judge,
): ClusterJudgement {
  const through = outcomes.filter(({ verdict }) => passes(verdict));
  if (through.length > 0 && through.length < outcomes.length) {
    const outcome = pick(outcomes, true);
    const worst = judgement(cluster, outcome, judge);
    return {
      ...worst,
      verdict: 'conditional',
      summary: `${inWords(outcome.query)}: ${worst.summary}`,
    };
  }
  // All get through: the least sure of them. None does: the one about which least is certain,
  // because it may be the one that counts.
  return judgement(cluster, pick(outcomes, through.length > 0), judge);
}

/** The first of the worst, or of the best. */
function pick(outcomes: readonly Outcome[], worst: boolean): Outcome {
  const sign = worst ? -1 : 1;
  return outcomes.reduce((first, next) =>
    sign * (rank(next.verdict) - rank(first.verdict)) < 0 ? next : first,
  );
}

function judgement(
  cluster: ClusterName,
  { query }: Outcome,
  judge: Judge,
): ClusterJudgement {
  const { verdict, summary, port, provider } = judge(query);
  return { cluster, verdict, summary, service: query.service, port, provider };
}

function inWords({ client, service, port }: ReachabilityQuery): string {
  const { namespace, workload } = client;
  const name = workload === undefined ? namespace : `${namespace}/${workload}`;
  const caller = name === undefined ? '' : `${name} to `;
  return `${caller}${service.namespace}/${service.name}:${port}`;
}

function rank(verdict: ReachabilityVerdict): number {
  return PREFERENCE.indexOf(verdict);
}
