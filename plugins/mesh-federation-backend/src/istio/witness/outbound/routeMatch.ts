import {
  listOf,
  objectOf,
  textOf,
  at,
  type Json,
} from '../../../kubernetes/objects/json';

/** Fields of a match that say nothing of a plain request. */
const INDIFFERENT = ['caseSensitive'];

/** Whether a route's match takes `GET /` without any header of its own. */
export function takesPlainRequest(match: Json): boolean | 'unread' {
  const { prefix, path, pathSeparatedPrefix, headers, ...others } = match;
  if (typeof pathSeparatedPrefix === 'string') {
    return false;
  }
  if (typeof prefix === 'string' && !'/'.startsWith(prefix)) {
    return false;
  }
  if (typeof path === 'string' && path !== '/') {
    return false;
  }
  const answers = listOf(headers).map(item =>
    takesPlainHeaders(objectOf(item)),
  );
  if (answers.includes(false) || listOf(others.queryParameters).length > 0) {
    return false;
  }
  // Regular expressions are Envoy's; runtime fractions are chance.
  return answers.includes('unread') ||
    Object.keys(others).some(field => !INDIFFERENT.includes(field)) ||
    (prefix === undefined && path === undefined)
    ? 'unread'
    : true;
}

/** Whether it takes every request that the routes before have left. */
export function takesAll({ prefix, ...others }: Json): boolean {
  return (
    (prefix === '/' || prefix === '') &&
    Object.keys(others).every(field => INDIFFERENT.includes(field))
  );
}

const PLAIN: Readonly<Record<string, string>> = {
  ':method': 'GET',
  ':path': '/',
  ':scheme': 'http',
};

function takesPlainHeaders(matcher: Json): boolean | 'unread' {
  const value = PLAIN[textOf(matcher.name) ?? ''];
  const inverted = matcher.invertMatch === true;
  if (textOf(matcher.name)?.startsWith(':') && value === undefined) {
    return 'unread';
  }
  if (value === undefined) {
    // A header that is missing is only taken by what asks for that.
    return matcher.presentMatch === false || matcher.treatMissingHeaderAsEmpty
      ? 'unread'
      : inverted;
  }
  const exact = textOf(at(matcher, 'stringMatch', 'exact'));
  return exact === undefined ? 'unread' : (exact === value) !== inverted;
}
