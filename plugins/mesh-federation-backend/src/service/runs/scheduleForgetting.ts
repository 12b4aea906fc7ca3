import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';

/**
 * Forgets old plans and runs now and then, on one replica of the backend at a time.
 */
export async function scheduleForgetting(options: {
  readonly scheduler: SchedulerService;
  readonly logger: LoggerService;
  readonly now: () => Date;
  readonly history: { readonly maxAgeMs: number; readonly keepNewest: number };
  readonly forget: (options: {
    readonly before: string;
    readonly keepNewest: number;
  }) => Promise<{ readonly plans: number; readonly runs: number }>;
}): Promise<void> {
  const { scheduler, logger, now, history, forget } = options;
  const { maxAgeMs, keepNewest } = history;
  await scheduler.scheduleTask({
    id: 'forget-history',
    scope: 'global',
    frequency: { hours: 6 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 1 },
    fn: async () => {
      try {
        const before = new Date(now().getTime() - maxAgeMs).toISOString();
        const { plans, runs } = await forget({ before, keepNewest });
        if (plans + runs > 0) {
          logger.info(`Forgot ${runs} runs and ${plans} plans of old`);
        }
      } catch (error) {
        logger.warn(`Old plans and runs stay: ${stringifyError(error)}`);
      }
    },
  });
}
