import { mdLines, said, type Markdown } from '../text/markdown';
import type { Claim } from './Claim';

const MARKS: Readonly<Record<Claim['holds'], string>> = {
  yes: '✓',
  no: '✗',
  unknown: '?',
};

/** What holds and what does not, for people: first whether all does. */
export function proofMarkdown(
  federation: string,
  claims: readonly Claim[],
): Markdown {
  return mdLines([
    said`**${proofSentence(federation, claims)}**`,
    mdLines(claims.map(claimLine), '\n'),
  ]);
}

/** Whether all holds, in one sentence. */
export function proofSentence(
  federation: string,
  claims: readonly Claim[],
): string {
  const hold = claims.filter(({ holds }) => holds === 'yes').length;
  return `Federation ${federation}: ${hold} of ${claims.length} hold`;
}

function claimLine({ claim, holds, reason }: Claim): Markdown {
  return said`- ${MARKS[holds]} ${claim}: ${reason}`;
}
