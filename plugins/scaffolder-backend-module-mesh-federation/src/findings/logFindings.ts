import type { Finding } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Task } from '../connect/Task';
import { oneLine } from '../text/oneLine';

const LEVELS = { error: 'error', warning: 'warn', info: 'info' } as const;

/** One line for each finding; what blocks is an error, whatever it is elsewhere. */
export function logFindings(
  { logger }: Pick<Task, 'logger'>,
  findings: readonly Finding[],
): void {
  for (const { code, severity, blocking, message, fix } of findings) {
    const level = blocking ? 'error' : LEVELS[severity];
    logger[level](oneLine(`${code}: ${message} ${fix}`));
  }
}
