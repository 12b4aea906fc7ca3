import type { Depends } from './match';
import { matchesPattern } from './matchesPattern';
import { isPathTemplate, matchesPathTemplate } from './pathTemplate';
import { openSubject, OTHER, UNTOLD, type Request } from './Request';

/** A match of requests whose subject is as one of the patterns. */
export function textMatch(
  subject: string,
  label: string,
  patterns: readonly string[],
): Depends {
  return {
    on: 'request',
    text: `${label} ${patterns.join(' or ')}`,
    asks: [{ subject, patterns }],
    holds: request =>
      patterns.some(pattern => isLike(subject, pattern, request)),
  };
}

/** A match of what is only known to hold or not. */
export function openMatch(
  on: Depends['on'],
  text: string,
  subject: string = text,
): Depends {
  return {
    on,
    text,
    asks: [{ subject }],
    holds: request => request.has(subject),
  };
}

/** Hosts are compared without case (authz/matcher/header.go HostMatcher). */
function isLike(subject: string, pattern: string, request: Request): boolean {
  const value = request.get(subject);
  if (value === undefined) {
    return false;
  }
  const isOpen =
    value === UNTOLD || (isPathTemplate(pattern) && value.includes(OTHER));
  if (isOpen) {
    return request.has(openSubject(subject, pattern));
  }
  if (subject === 'path' && isPathTemplate(pattern)) {
    return matchesPathTemplate(pattern, value);
  }
  return subject === 'host'
    ? matchesPattern(pattern.toLowerCase(), value.toLowerCase())
    : matchesPattern(pattern, value);
}
