import type {
  Condition,
  Evidence,
  Finding,
  LegResult,
  MissingFact,
  Standby,
  Unread,
} from '../../../model';
import { optional } from '../../../model/basics/optional';
import { sameObject as isSameObject } from '../../../model/objectRef';

/** What one check of a leg found. */
export interface LegPart {
  readonly findings?: readonly Finding[];
  readonly missing?: readonly MissingFact[];
  readonly conditions?: readonly Condition[];
  readonly evidence?: readonly Evidence[];
  readonly doubts?: readonly string[];
  readonly unread?: readonly Unread[];
  readonly standby?: Standby;
}

/**
 * Puts the checks of a leg together: violated by the first finding of severity error, else unknown
 * by the first missing fact or by what is unread, else satisfied, with the first condition as the
 * summary, or `satisfied`.
 */
export function conclude(
  parts: readonly LegPart[],
  satisfied: string,
): Omit<LegResult, 'leg'> {
  const errors = parts
    .flatMap(({ findings }) => findings ?? [])
    .filter(({ severity }) => severity === 'error');
  const others = parts
    .flatMap(({ findings }) => findings ?? [])
    .filter(({ severity }) => severity !== 'error');
  const missing = unique(
    parts.flatMap(part => part.missing ?? []),
    isSame,
  );
  const common = {
    findings: unique([...errors, ...others], isSame),
    missing,
    conditions: unique(
      parts.flatMap(part => part.conditions ?? []),
      isSame,
    ),
    evidence: unique(
      [
        ...errors.flatMap(({ evidence }) => evidence),
        ...parts.flatMap(part => part.evidence ?? []),
      ],
      isSameEvidence,
    ),
    doubts: [...new Set(parts.flatMap(part => part.doubts ?? []))],
    unread: unique(
      parts.flatMap(part => part.unread ?? []),
      isSame,
    ),
    ...optional({ standby: parts.find(part => part.standby)?.standby }),
  };
  const [first] = errors;
  if (first !== undefined) {
    return { status: 'violated', summary: first.message, ...common };
  }
  const [fact] = missing;
  if (fact !== undefined) {
    return { status: 'unknown', summary: describeMissing(fact), ...common };
  }
  const [unread] = common.unread;
  if (unread !== undefined) {
    return { status: 'unknown', summary: describeUnread(unread), ...common };
  }
  const [condition] = common.conditions;
  return {
    status: 'satisfied',
    summary: condition?.text ?? satisfied,
    ...common,
  };
}

/** Two sentences. */
function describeUnread({ text }: Unread): string {
  return `${text} What it does is not interpreted.`;
}

/**
 * One sentence. That something is unknown is said by whoever shows the status, so that it is not
 * said again here.
 */
function describeMissing({ cluster, what, reason }: MissingFact): string {
  const isClause = /^(?:whether|what|how|which) /.test(what);
  return `It depends on ${
    isClause ? what : `the ${what}`
  } (${cluster}: ${reason}).`;
}

function isSameEvidence(a: Evidence, b: Evidence): boolean {
  return (
    a === b ||
    (a.field === b.field &&
      a.cluster === b.cluster &&
      a.value === b.value &&
      a.at === b.at &&
      isSameObject(a.object, b.object))
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The lists are short, and most items differ in the first thing that is compared. */
function unique<T>(
  items: readonly T[],
  same: (a: T, b: T) => boolean,
): readonly T[] {
  return items.filter(
    (item, at) => items.findIndex(other => same(other, item)) === at,
  );
}
