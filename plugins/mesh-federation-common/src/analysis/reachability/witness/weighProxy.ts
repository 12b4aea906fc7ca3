import type {
  ClusterName,
  ReachabilityClient,
  Testimony,
  TestifiedRequest,
  WitnessContradiction,
  WitnessCounts,
} from '../../../model';
import { analyzeReachability } from '../engine/analyzeReachability';
import { serviceQuestions } from '../engine/serviceQuestions';
import type { ReachabilityContext } from '../lookup/context/ReachabilityContext';
import type { ServiceName } from '../../../model/cluster/service';
import { confirmReachability, withoutReserve } from './confirmReachability';
import { witnessQuestion, type WitnessQuestion } from './witnessQuestion';

/** So many contradictions are kept of one proxy. */
const MAX_CONTRADICTIONS = 20;

/**
 * What a proxy's configuration makes of the answers about its workload.
 *
 * @alpha
 */
export interface Weighing {
  readonly counts: Readonly<Record<ClusterName, WitnessCounts>>;
  /** The first few. */
  readonly contradictions: readonly WitnessContradiction[];
}

/** @alpha */
export const NOTHING_WEIGHED: Weighing = { counts: {}, contradictions: [] };

/** @alpha */
export const NO_COUNTS: WitnessCounts = {
  confirmed: 0,
  contradicted: 0,
  unconfirmed: 0,
};

/** @alpha */
export function addCounts(a: WitnessCounts, b: WitnessCounts): WitnessCounts {
  return {
    confirmed: a.confirmed + b.confirmed,
    contradicted: a.contradicted + b.contradicted,
    unconfirmed: a.unconfirmed + b.unconfirmed,
  };
}

/** @alpha */
export function addWeighings(a: Weighing, b: Weighing): Weighing {
  const counts = new Map(Object.entries(a.counts));
  for (const [provider, more] of Object.entries(b.counts)) {
    counts.set(provider, addCounts(counts.get(provider) ?? NO_COUNTS, more));
  }
  return {
    counts: Object.fromEntries(counts),
    contradictions: [...a.contradictions, ...b.contradictions].slice(
      0,
      MAX_CONTRADICTIONS,
    ),
  };
}

/**
 * Holds the answers about one workload and some Services against what istiod has configured one of
 * its proxies with. `ask` reads the configuration.
 *
 * @alpha
 */
export function weighProxy(
  context: ReachabilityContext,
  options: {
    readonly client: ReachabilityClient & {
      readonly namespace: string;
      readonly workload: string;
    };
    readonly services: readonly ServiceName[];
    readonly said: Omit<Testimony, 'request'>;
    readonly ask: (
      asked: Pick<WitnessQuestion, 'host' | 'port' | 'addresses'>,
    ) => TestifiedRequest;
  },
): Weighing {
  const { client, services, said, ask } = options;
  const filter = {
    from: client.cluster,
    clientNamespace: client.namespace,
    clientWorkload: client.workload,
  };
  return services
    .flatMap(service => {
      const { ports, wanted } = serviceQuestions(context, service, filter);
      return ports.flatMap(({ number: port }) =>
        wanted.map(provider => ({ service, port, provider })),
      );
    })
    .map(({ service, port, provider }) => {
      const query = { client, provider, service, port };
      const reading = withoutReserve(analyzeReachability(context, query));
      const question = witnessQuestion(context, query);
      const { confirmation } = confirmReachability(reading, question, {
        testimonies: [{ ...said, request: ask(question) }],
        // One proxy speaks for one kind of the workload's.
        unheard: Math.max(
          0,
          question.proxies.length + question.kindsLeftOut - 1,
        ),
        servers: { testimonies: [], unheard: question.servers.leftOut },
      });
      return { reading, confirmation: confirmation! };
    })
    .reduce<Weighing>((sum, { reading, confirmation }) => {
      const { provider, service, port, verdict, summary } = reading;
      return addWeighings(sum, {
        counts: {
          [provider]: { ...NO_COUNTS, [confirmation.status]: 1 },
        },
        contradictions:
          confirmation.status === 'contradicted'
            ? [
                {
                  client,
                  provider,
                  service,
                  port,
                  verdict,
                  summary,
                  finding: confirmation.finding,
                  at: said.at,
                },
              ]
            : [],
      });
    }, NOTHING_WEIGHED);
}
