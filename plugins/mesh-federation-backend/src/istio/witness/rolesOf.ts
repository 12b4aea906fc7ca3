import {
  at,
  listOf,
  numberOf,
  objectOf,
  textOf,
  type Json,
} from '../../kubernetes/objects/json';

/** A plain request as it arrives at the server's proxy: `GET /`, no header of its own. */
export interface ArrivingRequest {
  /** Of the Pod. */
  readonly port: number;
  /** Full name of the Service, and its port. */
  readonly host: string;
  readonly servicePort: number;
  /** SPIFFE id of the client; absent where the connection is not encrypted. */
  readonly identity?: string;
}

/** `undefined`: it depends on something that is not known, or is not interpreted. */
type Answer = boolean | undefined;

/**
 * What a role-based access control filter of Envoy makes of a request: `passes`, the names of the
 * policies that deny it (none where no policy allows it), or `undefined` where that is not told.
 * Sources: Envoy api envoy/config/rbac/v3/rbac.proto; istio/istio
 * pilot/pkg/security/authz/builder/builder.go, authz/model/generator.go.
 */
export function rolesOf(
  rules: Json,
  request: ArrivingRequest,
): 'passes' | { readonly denied: readonly string[] } | undefined {
  const action = textOf(rules.action) ?? 'ALLOW';
  if (action === 'LOG') {
    return 'passes';
  }
  const answers = Object.entries(objectOf(rules.policies)).map(
    ([name, policy]) => ({ name, matches: policyMatches(policy, request) }),
  );
  const matching = answers.filter(({ matches }) => matches === true);
  const isOpen = answers.some(({ matches }) => matches === undefined);
  switch (action) {
    case 'DENY':
      if (matching.length > 0) {
        return { denied: matching.map(({ name }) => name) };
      }
      return isOpen ? undefined : 'passes';
    case 'ALLOW':
      if (matching.length > 0) {
        return 'passes';
      }
      return isOpen ? undefined : { denied: [] };
    default:
      return undefined;
  }
}

function policyMatches(policy: unknown, request: ArrivingRequest): Answer {
  // A condition beside them is CEL: istiod writes none.
  if (at(policy, 'condition') !== undefined) {
    return undefined;
  }
  return all([
    some(listOf(at(policy, 'permissions')), item => rule(item, request)),
    some(listOf(at(policy, 'principals')), item => rule(item, request)),
  ]);
}

/** A permission or a principal: both have one field that says what it is. */
function rule(item: unknown, request: ArrivingRequest): Answer {
  const [[kind, value] = ['', undefined], ...others] = Object.entries(
    objectOf(item),
  );
  if (others.length > 0) {
    return undefined;
  }
  switch (kind) {
    case 'any':
      return value === true ? true : undefined;
    case 'andRules':
      return all(listOf(at(value, 'rules')).map(each => rule(each, request)));
    case 'andIds':
      return all(listOf(at(value, 'ids')).map(each => rule(each, request)));
    case 'orRules':
      return some(listOf(at(value, 'rules')), each => rule(each, request));
    case 'orIds':
      return some(listOf(at(value, 'ids')), each => rule(each, request));
    case 'notRule':
    case 'notId':
      return negated(rule(value, request));
    case 'destinationPort':
      return numberOf(value) === request.port;
    case 'header':
      return headerMatches(objectOf(value), request);
    case 'urlPath':
      return textMatches(objectOf(at(value, 'path')), '/');
    case 'authenticated':
      return authenticated(at(value, 'principalName'), request);
    case 'metadata':
      // What a token says: a plain request has none.
      return at(value, 'filter') === 'envoy.filters.http.jwt_authn' &&
        at(value, 'invert') !== true
        ? false
        : undefined;
    default:
      return undefined;
  }
}

function authenticated(name: unknown, { identity }: ArrivingRequest): Answer {
  if (identity === undefined) {
    return false;
  }
  return name === undefined ? true : textMatches(objectOf(name), identity);
}

/** A route of the client can set headers other than these. */
function headerMatches(
  matcher: Json,
  { host, servicePort }: ArrivingRequest,
): Answer {
  const name = textOf(matcher.name);
  // With or without the port.
  const authorities = [host, `${host}:${servicePort}`];
  const texts = name === ':authority' ? authorities : [];
  const known = name === ':method' ? ['GET'] : texts;
  const answers = known.map(text =>
    textMatches(objectOf(matcher.stringMatch), text),
  );
  const [first] = answers;
  const agreed = answers.every(answer => answer === first) ? first : undefined;
  return matcher.invertMatch === true ? negated(agreed) : agreed;
}

/** A text matcher of Envoy (envoy/type/matcher/v3/string.proto). */
function textMatches(matcher: Json, text: string): Answer {
  const { ignoreCase, ...kinds } = matcher;
  const fold = (value: string) =>
    ignoreCase === true ? value.toLowerCase() : value;
  const [[kind, value] = ['', undefined], ...others] = Object.entries(kinds);
  const wanted = textOf(value);
  if (others.length > 0) {
    return undefined;
  }
  if (kind === 'safeRegex') {
    return regexMatches(textOf(at(value, 'regex')) ?? '', text);
  }
  if (wanted === undefined) {
    return undefined;
  }
  switch (kind) {
    case 'exact':
      return fold(text) === fold(wanted);
    case 'prefix':
      return fold(text).startsWith(fold(wanted));
    case 'suffix':
      return fold(text).endsWith(fold(wanted));
    case 'contains':
      return fold(text).includes(fold(wanted));
    default:
      return undefined;
  }
}

/**
 * Regular expressions that istiod makes of names with a star: texts, quoted, with `.*` or `.+`
 * between. Any other is not interpreted: it could take its time.
 */
function regexMatches(regex: string, text: string): Answer {
  const literals: string[] = [''];
  const gaps: number[] = [];
  for (let index = 0; index < regex.length; index++) {
    const char = regex[index]!;
    const next = regex[index + 1];
    if (char === '.' && (next === '*' || next === '+')) {
      gaps.push(next === '+' ? 1 : 0);
      literals.push('');
      index += 1;
    } else if (char === '\\' && next !== undefined && /\W/.test(next)) {
      literals[literals.length - 1] += next;
      index += 1;
    } else if (/[\w:/@%~ ,;=<>#&'"!-]/.test(char)) {
      literals[literals.length - 1] += char;
    } else {
      return undefined;
    }
  }
  return literalsMatch(literals, gaps, text);
}

/** The texts one after the other, the first at the beginning and the last at the end. */
function literalsMatch(
  literals: readonly string[],
  gaps: readonly number[],
  text: string,
): boolean {
  const [first, ...rest] = literals as [string, ...string[]];
  if (!text.startsWith(first)) {
    return false;
  }
  if (rest.length === 0) {
    return text === first;
  }
  let from = first.length;
  for (const [index, literal] of rest.entries()) {
    from += gaps[index]!;
    if (index === rest.length - 1) {
      return text.length - literal.length >= from && text.endsWith(literal);
    }
    const found = text.indexOf(literal, from);
    if (found < 0) {
      return false;
    }
    from = found + literal.length;
  }
  return true;
}

function negated(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

function all(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) {
    return false;
  }
  return answers.includes(undefined) ? undefined : true;
}

function some<T>(items: readonly T[], ask: (item: T) => Answer): Answer {
  const answers = items.map(ask);
  if (answers.includes(true)) {
    return true;
  }
  return answers.includes(undefined) ? undefined : false;
}
