import {
  CLIENT_STATES,
  clientState,
  type ClientState,
  type ClusterName,
  type Finding,
  type Reachability,
  type ReachabilityCell,
  type ReachabilityClient,
  type ReachabilityQuery,
  type ReachabilityVerdict,
  type ServicePort,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import { optional } from '../../model/basics/optional';
import type { ClusterClients } from './entityClients';
import type { ReachabilityContext } from '../reachability/lookup/context/ReachabilityContext';
import type { ServiceName } from '../../model/cluster/service';

/**
 * Answers one cell of the context in full; `analyzeReachability`, or something that keeps its
 * answers.
 *
 * @alpha
 */
export type Judge = (query: ReachabilityQuery) => Reachability;

/**
 * The verdict of a cell alone, which has to be that of the {@link Judge}: `surveyReachability`.
 *
 * @alpha
 */
export type Survey = (
  query: ReachabilityQuery,
) => Pick<ReachabilityCell, 'verdict' | 'idle'>;

/** What the clients of one cluster get from Services. */
export interface ClusterJudgement {
  readonly cluster: ClusterName;
  readonly verdict: ReachabilityVerdict | 'partly';
  readonly summary: string;
  /** Whose request it is that decides. */
  readonly client: ReachabilityClient;
  readonly service: ServiceName;
  readonly port: number;
  /** The provider that decides. */
  readonly provider: ClusterName;
  /** What breaks the first leg, or sets the condition, with its fix. */
  readonly finding?: Finding;
}

/** What the clients of all clusters get, and what it took. */
export interface ServicesJudgement {
  readonly judgements: readonly ClusterJudgement[];
  /** Services that were not looked at, because there are too many cells. */
  readonly unexamined: number;
  readonly cells: number;
}

/** A port of a Service, and the clusters that have it or may have it. */
interface Target {
  readonly port: number;
  readonly providers: readonly ClusterName[];
}

interface Outcome extends Pick<ReachabilityCell, 'verdict' | 'idle'> {
  readonly query: ReachabilityQuery;
}

/** One client and port, with all its providers: its state, and the cell that says why. */
interface Row {
  readonly state: ClientState;
  readonly cause: Outcome;
}

/**
 * What the clients of each cluster get from the Services. For each client, Service and port it is
 * what its row of cells says, of which providers with nothing to answer do not count while another
 * has something. When some get through and others do not, the cluster's verdict is `partly`. The
 * summary is that of the worst, at a provider that could have answered. One entry for each cluster;
 * none for a cluster whose question nobody can answer, because no cluster has a port of any of the
 * Services. Verdicts are surveyed; only the answers that are told are judged in full. As many
 * Services are looked at as have `maxCells` cells; what was not looked at keeps a cluster from
 * being green.
 */
export function judgeServices(options: {
  readonly context: ReachabilityContext;
  readonly clients: readonly ClusterClients[];
  readonly services: readonly ServiceName[];
  readonly survey: Survey;
  readonly judge: Judge;
  readonly maxCells: number;
}): ServicesJudgement {
  const { clients, services, survey, judge } = options;
  const { targets, examined, cells } = targetsWithin(options);
  const unexamined = services.length - examined;
  const judgements = clients.flatMap(({ cluster, clients: callers }) => {
    const rows = callers.flatMap(client =>
      targets.map(target => judgeRow({ client, survey, ...target })),
    );
    return rows.length === 0
      ? []
      : [withUnexamined(combine(cluster, rows, judge), unexamined)];
  });
  return { judgements, unexamined, cells };
}

/** The ports of the first Services, as many as are to be looked at. */
function targetsWithin(options: {
  readonly context: ReachabilityContext;
  readonly clients: readonly ClusterClients[];
  readonly services: readonly ServiceName[];
  readonly maxCells: number;
}) {
  const { context, services, maxCells } = options;
  const callers = options.clients.reduce(
    (sum, { clients }) => sum + clients.length,
    0,
  );
  const targets: (Target & { readonly service: ServiceName })[] = [];
  let cells = 0;
  let examined = 0;
  for (const service of services) {
    const own = targetsOf(context, service);
    const more = own.reduce(
      (sum, { providers }) => sum + callers * providers.length,
      0,
    );
    if (cells + more > maxCells) {
      break;
    }
    cells += more;
    examined++;
    targets.push(...own.map(target => ({ service, ...target })));
  }
  return { targets, examined, cells };
}

/** What was not looked at may be as bad as it can be. */
function withUnexamined(
  judgement: ClusterJudgement,
  unexamined: number,
): ClusterJudgement {
  if (unexamined === 0) {
    return judgement;
  }
  const rest = describeUnexamined(unexamined);
  return passes(judgement.verdict)
    ? { ...judgement, verdict: 'unknown', summary: rest }
    : { ...judgement, summary: `${judgement.summary} ${rest}` };
}

/** A sentence on the Services that were not looked at. */
export function describeUnexamined(unexamined: number): string {
  return `${unexamined} of its Services ${
    unexamined === 1 ? 'was' : 'were'
  } not looked at.`;
}

/**
 * Ports of a Service, and the clusters that have it or may have it. UDP and SCTP ports only where
 * there is nothing else.
 */
export function targetsOf(
  context: ReachabilityContext,
  { namespace, name }: ServiceName,
): readonly Target[] {
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

/** Of equal causes that of the client's own cluster comes first, then the first by name. */
function judgeRow(options: {
  readonly client: ReachabilityClient;
  readonly service: ServiceName;
  readonly port: number;
  readonly providers: readonly ClusterName[];
  readonly survey: Survey;
}): Row {
  const { client, service, port, survey } = options;
  const cells = nearestFirst(options.providers, client.cluster).map(
    (provider): Outcome => {
      const query = { client, provider, service, port };
      return { query, ...survey(query) };
    },
  );
  const { state, cause } = clientState(cells);
  if (!cause) {
    throw new Error(`Port ${port} is no port of any provider`);
  }
  return { state, cause };
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
export function passes(verdict: ClusterJudgement['verdict']): boolean {
  return verdict === 'reachable' || verdict === 'conditional';
}

function combine(
  cluster: ClusterName,
  rows: readonly Row[],
  judge: Judge,
): ClusterJudgement {
  const through = rows.filter(({ state }) => getsThrough(state));
  const isMixed = through.length > 0 && through.length < rows.length;
  // When none gets through, the one about which least is certain may be the one that counts.
  const row = through.length > 0 ? worstOfRows(rows) : leastCertain(rows);
  const { query } = row.cause;
  const { client, service, port, provider } = query;
  const answer = judge(query);
  const found = decisiveFinding(answer);
  return {
    cluster,
    verdict: isMixed ? 'partly' : toVerdict(row.state),
    summary: isMixed ? `${inWords(query)}: ${answer.summary}` : answer.summary,
    client,
    service,
    port,
    provider,
    ...optional({ finding: found }),
  };
}

function getsThrough(state: ClientState): boolean {
  return state !== 'blocked' && state !== 'unknown';
}

function worstOfRows(rows: readonly Row[]): Row {
  const rank = ({ state }: Row) => CLIENT_STATES.indexOf(state);
  return rows.reduce((first, next) =>
    rank(next) < rank(first) ? next : first,
  );
}

function leastCertain(rows: readonly Row[]): Row {
  return rows.find(({ state }) => state === 'unknown') ?? rows[0]!;
}

function toVerdict(state: ClientState): ClusterJudgement['verdict'] {
  return state === 'reaches' ? 'reachable' : state;
}

/** The first finding of the first broken leg; where none is broken there is nothing to mend. */
function decisiveFinding({ legs, firstBroken }: Reachability) {
  return legs.find(({ leg }) => leg === firstBroken?.leg)?.findings[0];
}

function inWords({ client, service, port }: ReachabilityQuery): string {
  const { namespace, workload } = client;
  const name = workload === undefined ? namespace : `${namespace}/${workload}`;
  const caller = name === undefined ? '' : `${name} to `;
  return `${caller}${service.namespace}/${service.name}:${port}`;
}
