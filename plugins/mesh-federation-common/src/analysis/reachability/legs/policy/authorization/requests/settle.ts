import type { Match } from './match';
import type { Question, Request } from './Request';

/**
 * The requests that can arrive, one of each kind that the questions tell apart; undefined when they
 * are too many to be looked at.
 */
export type Arriving = (
  questions: readonly Question[],
) => readonly Request[] | undefined;

/** A match that every request that can arrive has, or none of them, depends on nothing. */
export function settle(match: Match, arriving: Arriving): Match {
  if (typeof match === 'boolean') {
    return match;
  }
  const requests = arriving(match.asks) ?? [];
  if (requests.length === 0) {
    return match;
  }
  const [first, ...rest] = requests.map(match.holds);
  return rest.every(held => held === first) ? first! : match;
}
