import type {
  MetricOptions,
  MetricsService,
} from '@backstage/backend-plugin-api/alpha';
import type { RunTelemetry } from '../../execution/run/RunWorker';
import { GAUGES, type Reading } from './readings';

/**
 * Every metric of the plugin: its name, unit and meaning. Attributes are names of clusters and
 * words of the model, never text of tenants.
 */
export const METRICS = {
  'mesh_federation.observation.duration': {
    unit: 's',
    description:
      'How long the observation of a cluster took, by cluster and outcome (answered, silent)',
    // The deadline of a cluster is 30 seconds by default.
    advice: { explicitBucketBoundaries: [0.25, 0.5, 1, 2, 5, 10, 20, 30, 60] },
  },
  'mesh_federation.observation.age': {
    unit: 's',
    description: 'Age of the newest facts of a cluster, by cluster',
  },
  'mesh_federation.pairs': {
    description:
      'Ordered pairs of clusters, by relation (trust, discovery), verdict, and whether they are members of one federation (federated)',
  },
  'mesh_federation.token.remaining': {
    unit: 's',
    description:
      'Seconds until the token of a remote secret ends, by the cluster that reads (in) and the one that is read (for)',
  },
  'mesh_federation.root.remaining': {
    unit: 's',
    description:
      'Seconds until the first root certificate of a cluster ends, by cluster',
  },
  'mesh_federation.runs.open': {
    description:
      'Runs that have not ended, by state (at-work, waiting for a worker)',
  },
  'mesh_federation.runs.ended': {
    description:
      'Runs that ended, by kind, status, and outcome (proven, not-proven, unknown)',
  },
  'mesh_federation.lease.losses': {
    description: 'Runs that a worker lost to another one',
  },
  'mesh_federation.witness.answers': {
    description:
      'Answers that istiod was asked about in the background, by the cluster of the clients and result (confirmed, contradicted, unconfirmed)',
  },
  'mesh_federation.worker.silence': {
    unit: 's',
    description: 'Seconds since the worker last looked for runs',
  },
} as const satisfies Readonly<Record<string, MetricOptions>>;

/** What is told as it happens. */
export interface Telemetry extends RunTelemetry {
  clusterObserved(
    cluster: string,
    outcome: 'answered' | 'silent',
    seconds: number,
  ): void;
}

/** The instruments for what happens, over Backstage's metrics service. */
export function createTelemetry(metrics: MetricsService): Telemetry {
  const duration = metrics.createHistogram(
    'mesh_federation.observation.duration',
    METRICS['mesh_federation.observation.duration'],
  );
  const ended = metrics.createCounter(
    'mesh_federation.runs.ended',
    METRICS['mesh_federation.runs.ended'],
  );
  const losses = metrics.createCounter(
    'mesh_federation.lease.losses',
    METRICS['mesh_federation.lease.losses'],
  );
  return {
    clusterObserved: (cluster, outcome, seconds) =>
      duration.record(seconds, { cluster, outcome }),
    runEnded: ({ kind }, end) => ended.add(1, { kind, ...end }),
    leaseLost: () => losses.add(1),
  };
}

/**
 * The gauges, read when somebody collects metrics. All of them share one reading, whichever is
 * asked first: a collector asks for them one after the other.
 */
export function registerGauges(
  metrics: MetricsService,
  read: () => Promise<readonly Reading[]>,
): void {
  let shared: Promise<readonly Reading[]> | undefined;
  const readOnce = () => {
    shared ??= read().finally(() => {
      shared = undefined;
    });
    return shared;
  };
  for (const name of GAUGES) {
    metrics
      .createObservableGauge(name, METRICS[name])
      .addCallback(async result => {
        for (const reading of await readOnce()) {
          if (reading.name === name) {
            result.observe(reading.value, reading.attributes);
          }
        }
      });
  }
}
