import { ConflictError } from '@backstage/errors';
import {
  counted,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { oneLine } from '../text/oneLine';

/**
 * Refuses a plan that findings forbid to run.
 *
 * @throws ConflictError with each of these findings and its fix.
 */
export function requireUnblocked(
  plan: Pick<Plan, 'federation' | 'findings' | 'request' | 'status'>,
): void {
  if (plan.status !== 'blocked') return;
  const blocking = plan.findings.filter(finding => finding.blocking);
  const reasons = blocking.map(({ code, message, fix }) =>
    oneLine(`${code}: ${message} ${fix}`),
  );
  throw new ConflictError(
    [
      `${plan.request.kind === 'join' ? 'Joining' : 'Leaving'} federation ${
        plan.federation.name
      } is blocked by ${counted(
        blocking.length,
        'finding',
      )}. Mend this, then start again:`,
      ...reasons,
    ].join('\n'),
  );
}
