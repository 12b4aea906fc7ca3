import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

/** How long one replica of the backend asks before it is decided anew which one does. */
const TURN_MINUTES = 10;

/** Asks istiod in the background, on one replica of the backend at a time. */
export async function scheduleWitness(options: {
  readonly scheduler: SchedulerService;
  readonly logger: LoggerService;
  /** Asks about all workloads once, until the signal ends it. */
  readonly ask: (signal: AbortSignal) => Promise<void>;
}): Promise<void> {
  const { scheduler, logger, ask } = options;
  await scheduler.scheduleTask({
    id: 'ask-istiod',
    scope: 'global',
    frequency: { seconds: 5 },
    timeout: { minutes: TURN_MINUTES },
    initialDelay: { seconds: 10 },
    fn: async signal => {
      try {
        await ask(signal);
      } catch (error) {
        logger.warn(`istiod was not asked: ${stringifyError(error)}`);
      }
    },
  });
}
