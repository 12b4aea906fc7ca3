import { mockServices } from '@backstage/backend-test-utils';
import { scheduleForgetting } from './scheduleForgetting';

const DAY_MS = 86_400_000;

/** Schedules the task and runs it once. */
async function run(forget: Parameters<typeof scheduleForgetting>[0]['forget']) {
  const scheduler = mockServices.scheduler.mock();
  const logger = mockServices.logger.mock();
  await scheduleForgetting({
    scheduler,
    logger,
    now: () => new Date('2026-06-01T00:00:00.000Z'),
    history: { maxAgeMs: 90 * DAY_MS, keepNewest: 50 },
    forget,
  });
  const [task] = scheduler.scheduleTask.mock.calls[0]!;
  await task.fn(new AbortController().signal);
  return { task, logger };
}

describe('scheduleForgetting', () => {
  it('forgets what is older than configured, on one replica', async () => {
    const forget = jest.fn(async () => ({ plans: 2, runs: 1 }));

    const { task, logger } = await run(forget);

    expect(task).toMatchObject({ id: 'forget-history', scope: 'global' });
    expect(forget).toHaveBeenCalledWith({
      before: '2026-03-03T00:00:00.000Z',
      keepNewest: 50,
    });
    expect(logger.info).toHaveBeenCalledWith(
      'Forgot 1 runs and 2 plans of old',
    );
  });

  it('says why nothing was forgotten, and fails no other task', async () => {
    const { logger } = await run(() => Promise.reject(new Error('no disk')));

    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('no disk'),
    );
  });
});
