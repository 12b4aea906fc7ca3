import type { Finding, Severity } from '../model';
import { compareStrings } from '../model/basics/compareStrings';
import { describeObject } from '../model/objectRef';

const RANK: Readonly<Record<Severity, number>> = {
  error: 0,
  warning: 1,
  info: 2,
};

/**
 * Total order of findings: the severe first, then by code, cluster, peer, object and message.
 *
 * @public
 */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    compareStrings(sortKey(a), sortKey(b))
  );
}

/**
 * Sorted by `compareFindings`; findings that are equal but for their evidence occur once.
 *
 * @public
 */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const sorted = [...findings].sort(compareFindings);
  return sorted.filter(
    (item, index) =>
      index === 0 || compareFindings(sorted[index - 1]!, item) !== 0,
  );
}

function sortKey(item: Finding): string {
  return JSON.stringify([
    item.code,
    item.cluster ?? '',
    item.peer ?? '',
    item.object ? describeObject(item.object) : '',
    item.message,
    item.fix,
    !item.blocking,
  ]);
}
