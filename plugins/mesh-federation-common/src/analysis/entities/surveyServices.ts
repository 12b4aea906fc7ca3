import {
  CLIENT_STATES,
  SERVICE_VERDICTS,
  clientStateIn,
  rankVerdict,
  serviceVerdict,
  type ClientState,
  type ClusterName,
  type JudgedService,
  type ReachabilityFilter,
  type ReachabilitySurvey,
  type ServiceReachability,
  type ServiceVerdict,
} from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import type { ServiceName } from '../../model/cluster/service';
import {
  serviceQuestions,
  type ServiceQuestions,
} from '../reachability/engine/serviceQuestions';
import type { ReachabilityContext } from '../reachability/lookup/context/ReachabilityContext';
import { serviceClasses } from '../reachability/survey/serviceClasses';
import { surveyReachability } from '../reachability/survey/surveyReachability';

/** So many Services are looked at, so that an answer stays quick in a mesh of very many. */
const MAX_SERVICES = 10_000;

/** So many cells are judged; those of Services that are alike count once. */
const MAX_CELLS = 50_000;

/**
 * A Service that was surveyed: its place among others, and what judging it in full takes.
 *
 * @alpha
 */
export interface SurveyedService {
  readonly service: ServiceName;
  /** Of its worst port; the smallest is the worst. */
  readonly rank: number;
  readonly ports: readonly {
    readonly port: ServiceReachability['port'];
    readonly verdict: ServiceVerdict;
  }[];
  readonly cells: number;
}

/** What the ports of Services that are alike come to. */
interface Outcome {
  readonly verdicts: readonly ServiceVerdict[];
  /** The worst of all ports, by client cluster; of ports with endpoints alone. */
  readonly clients: ReadonlyMap<ClusterName, ClientState>;
  readonly cells: number;
}

/**
 * Services with a port, worst first and then by name, and what they come to.
 *
 * @alpha
 */
export interface ServicesSurvey {
  readonly services: readonly SurveyedService[];
  readonly survey: ReachabilitySurvey;
  /** How many were judged: those of Services that are alike once. */
  readonly cells: number;
}

/**
 * Judges Services by their verdicts alone, as many as can be judged in a moment; those that are
 * alike once. What was left out is counted, and keeps the clients from being green.
 *
 * @alpha
 */
export function surveyServices(options: {
  readonly context: ReachabilityContext;
  /** Sorted by name. */
  readonly services: readonly ServiceName[];
  readonly filter: ReachabilityFilter;
  /** As many cells as may be judged, and never more than can be in a moment. */
  readonly maxCells?: number;
}): ServicesSurvey {
  const outcomeOf = outcomes(options);
  const counts = new Map<ServiceVerdict, number>();
  const clients = new Map<ClusterName, ClientState>();
  const surveyed: SurveyedService[] = [];
  const judged = new Set<Outcome>();
  let examined = 0;
  for (const service of options.services.slice(0, MAX_SERVICES)) {
    const { ports, outcome } = outcomeOf(service);
    if (outcome === undefined) {
      continue;
    }
    examined++;
    judged.add(outcome);
    const { verdicts, cells } = outcome;
    verdicts.forEach(verdict =>
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1),
    );
    outcome.clients.forEach((state, cluster) =>
      clients.set(cluster, worse(state, clients.get(cluster))),
    );
    if (verdicts.length > 0) {
      const rank = Math.min(...verdicts.map(rankVerdict));
      surveyed.push({
        service,
        rank,
        ports: ports.map((port, index) => ({
          port,
          verdict: verdicts[index]!,
        })),
        cells,
      });
    }
  }
  const unexamined = options.services.length - examined;
  return {
    services: surveyed.sort((a, b) => a.rank - b.rank),
    survey: {
      services: options.services.length,
      unexamined,
      verdicts: SERVICE_VERDICTS.flatMap(verdict => {
        const count = counts.get(verdict);
        return count === undefined ? [] : [{ verdict, count }];
      }),
      clients: sorted(clients, unexamined > 0),
    },
    cells: [...judged].reduce((sum, { cells }) => sum + cells, 0),
  };
}

/** Without an outcome for a Service beyond those that can be judged. */
function outcomes(options: {
  readonly context: ReachabilityContext;
  readonly filter: ReachabilityFilter;
  readonly maxCells?: number;
}): (service: ServiceName) => {
  readonly ports: ServiceQuestions['ports'];
  readonly outcome: Outcome | undefined;
} {
  const { context, filter } = options;
  const maxCells = Math.min(MAX_CELLS, options.maxCells ?? MAX_CELLS);
  const known = new Map<object, Map<string, Outcome>>();
  let judged = 0;
  return service => {
    const questions = serviceQuestions(context, service, filter);
    const { ports, clients, wanted, providers } = questions;
    const kind = serviceClasses(context)(service);
    const ofClass = known.get(kind) ?? new Map<string, Outcome>();
    known.set(kind, ofClass);
    const key = JSON.stringify([
      ports.map(({ number }) => number),
      providers,
      // A client of the Service's own namespace is none of the others.
      service.namespace === filter.clientNamespace,
      kind.mayBeAlias ? service : '',
    ]);
    const cells = ports.length * clients.length * wanted.length;
    let outcome = ofClass.get(key);
    if (outcome === undefined && judged + cells <= maxCells) {
      judged += cells;
      outcome = { ...judge(context, service, questions), cells };
      ofClass.set(key, outcome);
    }
    return { ports, outcome };
  };
}

function judge(
  context: ReachabilityContext,
  service: ServiceName,
  { ports, clients, wanted }: ServiceQuestions,
): Omit<Outcome, 'cells'> {
  const items = ports.map(
    ({ number: port }): JudgedService => ({
      clusters: clients.map(({ cluster }) => cluster),
      providers: wanted,
      cells: clients.flatMap(client =>
        wanted.map(provider => ({
          client,
          provider,
          ...surveyReachability(context, { client, provider, service, port }),
        })),
      ),
    }),
  );
  const states = new Map<ClusterName, ClientState>();
  for (const item of items.filter(({ cells }) => cells.length > 0)) {
    for (const cluster of item.clusters) {
      const { state } = clientStateIn(item, cluster);
      states.set(cluster, worse(state, states.get(cluster)));
    }
  }
  return { verdicts: items.map(serviceVerdict), clients: states };
}

function worse(a: ClientState, b: ClientState = a): ClientState {
  return CLIENT_STATES.indexOf(a) < CLIENT_STATES.indexOf(b) ? a : b;
}

/** Worst first, then by name. What was not looked at may be as bad as it can be. */
function sorted(
  clients: ReadonlyMap<ClusterName, ClientState>,
  incomplete: boolean,
): ReachabilitySurvey['clients'] {
  return [...clients]
    .map(([cluster, state]) => ({
      cluster,
      state: incomplete ? worse(state, 'partly') : state,
    }))
    .sort(
      (a, b) =>
        CLIENT_STATES.indexOf(a.state) - CLIENT_STATES.indexOf(b.state) ||
        compareStrings(a.cluster, b.cluster),
    );
}
