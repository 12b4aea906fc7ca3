import { certificateProblemsOf } from '../../analysis/clusters/rules/trust/certificateProblems';
import type { Finding, FindingCode } from '../../model';
import { describeObject } from '../../model/objectRef';
import type { Member } from '../members/Member';
import type { RootList } from '../roots/rootLists';

const UNREADABLE: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'MF2005',
  'MF2023',
]);

/** What forbids to edit a bundle that is one text: something in it that is no certificate. */
export function unreadableListFindings(
  { state }: Member,
  { object, target }: RootList,
): readonly Finding[] {
  return target.kind !== 'cacerts'
    ? []
    : certificateProblemsOf(state)
        .filter(
          found =>
            UNREADABLE.has(found.code) &&
            found.object !== undefined &&
            describeObject(found.object) === describeObject(object),
        )
        .map(found => ({ ...found, blocking: true }));
}
