import type { Condition, Finding } from '../../../model';
import type { LegPart } from './conclude';
import { errorsOf } from './errorsOf';
import { describeObject } from '../../../model/objectRef';
import { conditionOf } from './conditionOf';

/** What was judged for one client or one endpoint. */
export interface Judged<T> {
  readonly subject: T;
  readonly part: LegPart;
}

interface Options<T> {
  readonly on: Condition['on'];
  /** Names the subjects, for example `shop/client`. */
  readonly name: (subjects: readonly T[]) => string;
}

/**
 * Puts together what was judged for several clients or endpoints: broken when all are, and where
 * only some are, that is a condition. What holds for all of those that pass stays as it is.
 */
export function combine<T>(
  items: readonly Judged<T>[],
  { on, name }: Options<T>,
): LegPart {
  const broken = items.filter(({ part }) => errorsOf(part).length > 0);
  const passing = items.filter(({ part }) => errorsOf(part).length === 0);
  const word = on === 'endpoint' ? 'to' : 'from';
  const findings = firstOfEach(items.flatMap(({ part }) => errorsOf(part)));
  if (passing.length === 0) {
    return {
      findings: [...findings, ...warningsOf(items)],
      evidence: items.flatMap(({ part }) => part.evidence ?? []),
      doubts: items.flatMap(({ part }) => part.doubts ?? []),
      unread: items.flatMap(({ part }) => part.unread ?? []),
    };
  }
  return {
    findings: warningsOf(passing),
    missing: passing.flatMap(({ part }) => part.missing ?? []),
    conditions: [
      ...sharedConditions(
        passing,
        subjects => `${capital(word)} ${name(subjects)}`,
      ),
      ...findings.map(finding =>
        conditionOf(
          finding,
          on,
          `Not ${word} ${name(
            broken
              .filter(({ part }) =>
                errorsOf(part).some(item => keyOf(item) === keyOf(finding)),
              )
              .map(({ subject }) => subject),
          )}: ${finding.message}`,
        ),
      ),
    ],
    evidence: passing.flatMap(({ part }) => part.evidence ?? []),
    doubts: items.flatMap(({ part }) => part.doubts ?? []),
    unread: items.flatMap(({ part }) => part.unread ?? []),
  };
}

/** A condition that holds for all subjects stands alone; one that holds for some names them. */
function sharedConditions<T>(
  items: readonly Judged<T>[],
  prefix: (subjects: readonly T[]) => string,
): readonly Condition[] {
  const groups = new Map<
    string,
    { readonly condition: Condition; readonly subjects: T[] }
  >();
  for (const { subject, part } of items) {
    for (const condition of part.conditions ?? []) {
      const key = `${condition.on} ${condition.text}`;
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, { condition, subjects: [subject] });
      } else if (!group.subjects.includes(subject)) {
        group.subjects.push(subject);
      }
    }
  }
  return [...groups.values()].map(({ condition, subjects }) =>
    subjects.length === items.length
      ? condition
      : { ...condition, text: `${prefix(subjects)}: ${condition.text}` },
  );
}

function warningsOf<T>(items: readonly Judged<T>[]): readonly Finding[] {
  return firstOfEach(
    items.flatMap(({ part }) =>
      (part.findings ?? []).filter(({ severity }) => severity !== 'error'),
    ),
  );
}

function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding, at) =>
      findings.findIndex(item => keyOf(item) === keyOf(finding)) === at,
  );
}

function keyOf({ code, cluster, object }: Finding): string {
  return `${code} ${cluster ?? ''} ${object ? describeObject(object) : ''}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
