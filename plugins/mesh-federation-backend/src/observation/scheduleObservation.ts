import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { MeshFederationConfig } from '../config';
import type { ObservationService } from './ObservationService';

/** Clusters beyond the number observed side by side wait for a free place. */
const TURN_CLUSTER_TIMEOUTS = 10;

/** How often the clusters are observed, and how long one turn may take, in seconds. */
export function scheduleSeconds({ observation }: MeshFederationConfig) {
  return {
    frequencySeconds: durationToMilliseconds(observation.frequency) / 1000,
    turnSeconds: (observation.clusterTimeoutMs * TURN_CLUSTER_TIMEOUTS) / 1000,
  };
}

/**
 * Observes all clusters at the configured frequency, on one replica of the backend at a time.
 * `onObserved` is called after each observation that was stored.
 */
export async function scheduleObservation(options: {
  readonly scheduler: SchedulerService;
  readonly observation: ObservationService;
  readonly config: MeshFederationConfig;
  readonly logger: LoggerService;
  readonly onObserved?: () => Promise<void>;
}): Promise<void> {
  const { scheduler, observation, config, logger } = options;
  await scheduler.scheduleTask({
    id: 'observe-clusters',
    scope: 'global',
    frequency: config.observation.frequency,
    timeout: { seconds: scheduleSeconds(config).turnSeconds },
    initialDelay: { seconds: 3 },
    fn: async signal => {
      try {
        await observation.observe({ signal });
        await options.onObserved?.();
      } catch (error) {
        logger.warn(`Clusters were not observed: ${stringifyError(error)}`);
      }
    },
  });
}
