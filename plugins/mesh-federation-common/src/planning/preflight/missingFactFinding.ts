import { unobserved } from '../../analysis/describeUnknown';
import { finding } from '../../findings/registry';
import type { Finding } from '../../model';
import type { MissingFact } from '../members/Member';

/** MF1002 where a right is missing, else MF7012. */
export function missingFactFinding(
  { cluster, section, reason }: MissingFact,
  blocking: boolean,
): Finding {
  const message = unobserved(`The ${section} of ${cluster}`, reason);
  return reason.kind === 'forbidden'
    ? finding('MF1002', {
        cluster,
        message,
        blocking,
        params: { verb: reason.verb, resource: reason.resource },
      })
    : finding('MF7012', {
        cluster,
        message,
        blocking,
        params: { section },
      });
}

/** What is missing of a member; one finding, MF1001, where it is all because nobody answers. */
export function missingFactFindings(
  missing: readonly MissingFact[],
  blocking: boolean,
): readonly Finding[] {
  const [first, second] = missing;
  const isUnreachable = missing.every(
    ({ reason }) => reason.kind === 'unreachable',
  );
  if (first && second && isUnreachable) {
    const { cluster, reason } = first;
    const message = unobserved(cluster, reason);
    return [finding('MF1001', { cluster, message, blocking })];
  }
  return missing.map(fact => missingFactFinding(fact, blocking));
}
