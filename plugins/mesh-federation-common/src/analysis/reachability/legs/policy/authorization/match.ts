/** Whether a rule matches: always, never, or for some requests or clients, which the text says. */
export type Match =
  | boolean
  | { readonly on: 'request' | 'client'; readonly text: string };

/** All of them. */
export function allOf(matches: readonly Match[]): Match {
  if (matches.includes(false)) {
    return false;
  }
  return join(matches, ' and ');
}

/** At least one of them. */
export function anyOf(matches: readonly Match[]): Match {
  if (matches.includes(true)) {
    return true;
  }
  return (
    matches.some(match => typeof match === 'object') && join(matches, ', or ')
  );
}

export function negate(match: Match): Match {
  return typeof match === 'boolean'
    ? !match
    : { on: match.on, text: `not ${match.text}` };
}

/** Of those that depend on something; `true` when none does. */
function join(matches: readonly Match[], word: string): Match {
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
  };
}
