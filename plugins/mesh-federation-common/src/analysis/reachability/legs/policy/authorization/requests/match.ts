import type { Question, Request } from './Request';

/** Whether a rule matches: always, never, or for some requests or clients, which the text says. */
export type Match = boolean | Depends;

/** A match that not every request has. */
export interface Depends {
  readonly on: 'request' | 'client';
  readonly text: string;
  /** All that {@link Depends.holds} looks at. */
  readonly asks: readonly Question[];
  readonly holds: (request: Request) => boolean;
}

/** All of them. */
export function allOf(matches: readonly Match[]): Match {
  if (matches.includes(false)) {
    return false;
  }
  return join(matches, ' and ', (some, request) =>
    some.every(({ holds }) => holds(request)),
  );
}

/** At least one of them. */
export function anyOf(matches: readonly Match[]): Match {
  if (matches.includes(true)) {
    return true;
  }
  return (
    matches.some(match => typeof match === 'object') &&
    join(matches, ', or ', (some, request) =>
      some.some(({ holds }) => holds(request)),
    )
  );
}

export function negate(match: Match): Match {
  return typeof match === 'boolean'
    ? !match
    : {
        ...match,
        text: `not ${match.text}`,
        holds: request => !match.holds(request),
      };
}

/** Of those that depend on something; `true` when none does. */
function join(
  matches: readonly Match[],
  word: string,
  holds: (some: readonly Depends[], request: Request) => boolean,
): Match {
  const some = matches.flatMap(match =>
    typeof match === 'object' ? [match] : [],
  );
  const [first] = some;
  if (first === undefined) {
    return true;
  }
  return {
    on: some.every(({ on }) => on === 'client') ? 'client' : 'request',
    text: [...new Set(some.map(({ text }) => text))].join(word),
    asks: some.flatMap(({ asks }) => asks),
    holds: request => holds(some, request),
  };
}
