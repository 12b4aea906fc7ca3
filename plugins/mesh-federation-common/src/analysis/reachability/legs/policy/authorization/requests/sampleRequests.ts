import { isPathTemplate } from './pathTemplate';
import { openSubject, OTHER, type Question, type Request } from './Request';

/** More requests than these are not looked at. */
const LIMIT = 2_000;

/** A request always has these. */
const ALWAYS_THERE = ['method', 'path', 'host'];

/**
 * One request of each kind that the questions can tell apart, and perhaps some that cannot be:
 * undefined when there are too many. Every text is made of the beginning that one pattern asks for,
 * of what none asks for, and of the end that one asks for, or is one that a pattern names.
 */
export function sampleRequests(
  questions: readonly Question[],
): readonly Request[] | undefined {
  const subjects = new Map<string, Set<string> | undefined>();
  for (const { subject, patterns } of questions) {
    if (patterns === undefined) {
      subjects.set(subject, undefined);
    } else {
      const known = subjects.get(subject) ?? new Set();
      patterns.forEach(pattern => known.add(pattern));
      subjects.set(subject, known);
    }
  }
  for (const [subject, patterns] of [...subjects]) {
    for (const pattern of patterns ?? []) {
      if (isPathTemplate(pattern)) {
        subjects.set(openSubject(subject, pattern), undefined);
      }
    }
  }
  let requests: readonly Request[] = [new Map()];
  for (const [subject, patterns] of subjects) {
    const values = valuesOf(subject, patterns);
    if (requests.length * values.length > LIMIT) {
      return undefined;
    }
    requests = requests.flatMap(request =>
      values.map(value =>
        value === undefined ? request : new Map(request).set(subject, value),
      ),
    );
  }
  return requests;
}

function valuesOf(
  subject: string,
  patterns: ReadonlySet<string> | undefined,
): readonly (string | undefined)[] {
  if (patterns === undefined) {
    return [undefined, ''];
  }
  const isPath = subject === 'path';
  const texts = [...patterns].filter(pattern => !isPathTemplate(pattern));
  const suffixes = texts.filter(text => text.startsWith('*'));
  const prefixes = texts.filter(
    text => text.endsWith('*') && !text.startsWith('*'),
  );
  const exact = texts.filter(text => !/^\*|\*$/.test(text));
  const ends = ['', ...suffixes.map(text => text.slice(1))];
  const values = [
    ...exact,
    ...[isPath ? '/' : '', ...prefixes.map(text => text.slice(0, -1))].flatMap(
      start => ends.map(end => `${start}${OTHER}${end}`),
    ),
  ];
  return [
    ...new Set(values.filter(value => !isPath || value.startsWith('/'))),
    ...(ALWAYS_THERE.includes(subject) ? [] : [undefined]),
  ];
}
