import type { Reachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Answer } from '../askPlugin.ts';

/** The answer as it is with another explanation. */
export function withVerdict(answer: Answer, explanation: Reachability): Answer {
  const { verdict, summary, path, security, conditions, doubts } = explanation;
  const { cell } = answer;
  return {
    ...answer,
    explanation,
    ...(cell && {
      cell: { ...cell, verdict, summary, path, security, conditions, doubts },
    }),
  };
}
