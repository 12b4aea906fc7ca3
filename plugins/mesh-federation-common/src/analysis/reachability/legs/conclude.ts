import type {
  Condition,
  Evidence,
  Finding,
  LegResult,
  MissingFact,
} from '../../../model';

/** What one check of a leg found. */
export interface LegPart {
  readonly findings?: readonly Finding[];
  readonly missing?: readonly MissingFact[];
  readonly conditions?: readonly Condition[];
  readonly evidence?: readonly Evidence[];
  readonly doubts?: readonly string[];
}

/**
 * Puts the checks of a leg together: violated by the first finding of severity error, else unknown by the first missing fact, else
 * satisfied, with `satisfied` as the summary.
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
  const missing = unique(parts.flatMap(part => part.missing ?? []));
  const common = {
    findings: unique([...errors, ...others]),
    missing,
    conditions: unique(parts.flatMap(part => part.conditions ?? [])),
    evidence: unique([
      ...errors.flatMap(({ evidence }) => evidence),
      ...parts.flatMap(part => part.evidence ?? []),
    ]),
    doubts: [...new Set(parts.flatMap(part => part.doubts ?? []))],
  };
  const [first] = errors;
  if (first !== undefined) {
    return { status: 'violated', summary: first.message, ...common };
  }
  const [fact] = missing;
  return fact === undefined
    ? { status: 'satisfied', summary: satisfied, ...common }
    : { status: 'unknown', summary: describeMissing(fact), ...common };
}

/** One sentence. */
function describeMissing({ cluster, what, reason }: MissingFact): string {
  return `It is not known of ${cluster}: ${what} (${reason}).`;
}

function unique<T>(items: readonly T[]): readonly T[] {
  if (items.length < 2) {
    return items;
  }
  const seen = new Set<string>();
  return items.filter(item => {
    const key = JSON.stringify(item);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
