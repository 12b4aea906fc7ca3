import type { Reachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Answer } from '../askPlugin.ts';
import { withVerdict } from './withVerdict.ts';

/** The answers of somebody who has read the objects and asked no istiod. */
export function withoutWitness(answers: readonly Answer[]): readonly Answer[] {
  return answers.map(answer =>
    answer.explanation
      ? withVerdict(answer, readingOf(answer.explanation))
      : answer,
  );
}

/** What is not interpreted leaves all open that is not blocked. */
function readingOf(explanation: Reachability): Reachability {
  const { confirmation: _, ifConfirmed, ...rest } = explanation;
  const read = { ...rest, ...ifConfirmed };
  const [unread] = read.unread;
  return unread === undefined || read.verdict === 'blocked'
    ? read
    : {
        ...read,
        verdict: 'unknown',
        summary: unread.text,
        security: { kind: 'unknown' },
      };
}
