import type { Condition, Finding } from '../../../model';

/**
 * A condition that comes of something that is wrong for some: it brings the fix along, as a
 * warning, because others get through.
 */
export function conditionOf(
  finding: Finding,
  on: Condition['on'],
  text: string,
): Condition {
  return {
    on,
    text,
    evidence: finding.evidence,
    finding: { ...finding, severity: 'warning' },
  };
}
