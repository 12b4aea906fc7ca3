import { CustomErrorBase } from '@backstage/errors';

/**
 * Another worker holds the run, or the run has ended. Whoever gets this error stops; nothing was
 * written. Finding MF7008.
 */
export class LeaseLostError extends CustomErrorBase {
  name = 'LeaseLostError' as const;

  constructor(runId: string) {
    super(`MF7008: the lease on run ${runId} is lost`);
  }
}
