import { FINDINGS } from '../../../findings/registry';
import { LEGS, type Reachability } from '../../../model';

function checkConjunction(answer: Reachability): void {
  const { verdict, legs, conditions, firstBroken, summary } = answer;
  expect(legs.map(({ leg }) => leg)).toEqual(LEGS);
  expect(conditions).toEqual(legs.flatMap(item => item.conditions));
  const broken = legs.find(({ status }) => status === 'violated');
  if (broken !== undefined) {
    expect({ verdict, summary, firstBroken }).toEqual({
      verdict: 'blocked',
      summary: broken.summary,
      firstBroken: { leg: broken.leg, code: broken.findings[0]!.code },
    });
    return;
  }
  expect(firstBroken).toBeUndefined();
  if (legs.some(({ status }) => status === 'unknown')) {
    expect(verdict).toBe('unknown');
    const isOpen = legs.every(({ missing }) => missing.length === 0);
    expect(answer.ifConfirmed !== undefined).toBe(isOpen);
    return;
  }
  expect(answer.ifConfirmed).toBeUndefined();
  const open = conditions.length > 0 ? 'conditional' : 'reachable';
  const waits = legs.some(({ standby }) => standby !== undefined);
  expect(verdict).toBe(waits ? 'standby' : open);
  expect(answer.standby !== undefined).toBe(waits);
  expect(legs.flatMap(({ missing }) => missing)).toEqual([]);
}

/**
 * Violated has an error, unknown a missing fact or something unread, satisfied neither; and every
 * finding is in the registry.
 */
function checkAccounts({ legs }: Reachability): void {
  for (const { leg, status, findings, missing, unread, summary } of legs) {
    const registry: Readonly<Record<string, { readonly severity: string }>> =
      FINDINGS;
    for (const { code, severity } of findings) {
      expect({ leg, code, severity }).toEqual({
        leg,
        code,
        severity: registry[code]?.severity,
      });
    }
    const broken = findings.some(({ severity }) => severity === 'error');
    const unbroken =
      missing.length + unread.length > 0 ? 'unknown' : 'satisfied';
    const accounted = broken ? 'violated' : unbroken;
    expect({ leg, status }).toEqual({ leg, status: accounted });
    expect(summary).toMatch(/\.$/);
  }
}

/** Whoever has to meet a condition learns what keeps the others out, and what to do. */
function checkConditions({ conditions }: Reachability): void {
  for (const { text, finding } of conditions) {
    expect(text).toMatch(/\.$/);
    expect(finding.severity).toBe('warning');
    expect(finding.fix).toMatch(/\.$/);
  }
}

/** Expects the laws of a single answer to hold. */
export function checkAnswer(answer: Reachability): void {
  checkConjunction(answer);
  checkAccounts(answer);
  checkConditions(answer);
}
