import type { AuthorizationRule } from '../../../../../model';
import { isInCidr } from '../../../lookup/topology/isInCidr';
import { allOf, anyOf, negate, type Match } from './requests/match';
import { openMatch, textMatch } from './requests/textMatch';
import { openSubject } from './requests/Request';
import { canHaveToken } from './tokens';
import { matchesGlob } from './matchesGlob';
import { matchesPattern } from './requests/matchesPattern';
import {
  conditionFields,
  isHttpOnly,
  operationFields,
  sourceFields,
  type Field,
} from '../../../configuration/objects/ruleFields';
import {
  expandTrustDomains,
  withTrustDomains,
  type TrustDomains,
} from './withTrustDomains';
import { HIDDEN_VALUE } from '../../../../../model/cluster/policy';
import { assertNever } from '../../../../../model/basics/assertNever';

/** What a server knows of one client's requests before it sees one. */
export interface Caller {
  /**
   * The connection is mutual TLS; else the caller has no identity, and nothing that asks for one
   * matches.
   */
  readonly authenticated: boolean;
  readonly trustDomain: string;
  readonly namespace?: string;
  readonly serviceAccount?: string;
  /** Addresses that the server may see; none when they cannot be told. */
  readonly addresses: readonly string[];
  /** Of the server. */
  readonly trustDomains: TrustDomains;
  /** Of the workload that answers. */
  readonly port?: number;
  readonly address: string;
  /** Of the connection's TLS; empty without. */
  readonly serverName: string;
  /** Whose tokens the server takes for good; absent when that is not known. */
  readonly issuers?: readonly string[];
  /** The port's protocol: only HTTP has methods, paths, hosts, headers and tokens. */
  readonly http: boolean;
}

const EVERY_PATH: readonly string[] = ['*', '/*', '/{**}'];

/**
 * ALLOW leaves out a rule with an HTTP field on a TCP port, the others leave out the field
 * (authz/model/model.go checkError).
 */
type Widening = 'rule' | 'field';

/**
 * Whether a rule of an AuthorizationPolicy matches requests of a caller. Source: istio/istio
 * pilot/pkg/security/authz/model/model.go, generator.go.
 */
export function matchRule(
  { from, to, when }: AuthorizationRule,
  caller: Caller,
  options: {
    readonly action: 'ALLOW' | 'DENY' | 'CUSTOM';
    /** Of the policy, for a service account without one. */
    readonly namespace: string;
    /** Names the rule: what is not shown is another thing in each. */
    readonly rule: string;
  },
): Match {
  const left: Widening = options.action === 'ALLOW' ? 'rule' : 'field';
  const conditions = conditionFields(when);
  const sources = from.map(sourceFields);
  const operations = to.map(operationFields);
  const all = [...conditions, ...sources.flat(), ...operations.flat()];
  if (all.some(({ kind }) => kind === 'invalid')) {
    return false;
  }
  const strange = all.filter(item => !caller.http && isHttpOnly(item.kind));
  if (left === 'rule' && strange.length > 0) {
    return false;
  }
  const judge = (fields: readonly Field[]) =>
    allOf(
      fields
        .filter(item => caller.http || !isHttpOnly(item.kind))
        .map(item => judgeField(item, caller, options)),
    );
  return allOf([
    sources.length === 0 || anyOf(sources.map(judge)),
    operations.length === 0 || anyOf(operations.map(judge)),
    judge(conditions),
  ]);
}

interface Place {
  readonly namespace: string;
  readonly rule: string;
}

function judgeField(item: Field, caller: Caller, place: Place): Match {
  const judge = (values: readonly string[]) =>
    judgeValues(item, values, caller, place);
  return allOf([
    ...(item.values.length > 0 ? [judge(item.values)] : []),
    ...(item.notValues.length > 0 ? [negate(judge(item.notValues))] : []),
  ]);
}

function judgeValues(
  { kind, label }: Field,
  values: readonly string[],
  caller: Caller,
  { namespace, rule }: Place,
): Match {
  const text = `${label} ${values.join(' or ')}`;
  const request = () => openMatch('request', text);
  const identity = (judge: () => boolean | undefined): Match => {
    if (!caller.authenticated) {
      return false;
    }
    return judge() ?? openMatch('client', text);
  };
  switch (kind) {
    case 'principal':
      return identity(() => isPrincipal(values, caller));
    case 'namespace':
      return identity(() => isNamespace(values, caller));
    case 'service-account':
      return identity(() => isServiceAccount(values, caller, namespace));
    case 'trust-domain':
      return identity(() =>
        expandTrustDomains(values, caller.trustDomains).some(value =>
          matchesPattern(value, caller.trustDomain),
        ),
      );
    case 'address':
      return isAddress(values, caller.addresses, label);
    case 'port':
      return caller.port === undefined
        ? request()
        : values.some(value => Number(value) === caller.port);
    case 'own-address':
      return values.some(value => isInCidr(caller.address, value));
    case 'method':
    case 'host':
      return values.includes('*') || textMatch(kind, label, values);
    case 'path':
      return (
        values.some(value => EVERY_PATH.includes(value)) ||
        textMatch(kind, label, values)
      );
    case 'sni':
      return values.some(value => matchesPattern(value, caller.serverName));
    case 'header':
      return headerMatch(label, values, rule);
    case 'token':
      return (
        (caller.issuers === undefined ||
          canHaveToken(label, values, caller.issuers)) &&
        request()
      );
    case 'original-address':
    case 'filter':
      return request();
    case 'invalid':
      return false;
    default:
      return assertNever(kind);
  }
}

/** `request.headers[X-Team]`: names of headers are compared without case. */
function headerMatch(
  label: string,
  values: readonly string[],
  rule: string,
): Match {
  const name = /\[(.*)\]/.exec(label)?.[1]?.toLowerCase() ?? '';
  const match = textMatch(`header ${name}`, label, values);
  const hidden = openSubject(rule, label);
  return values.includes(HIDDEN_VALUE)
    ? {
        ...match,
        asks: [
          { subject: `header ${name}`, patterns: [] },
          { subject: hidden },
        ],
        holds: request =>
          request.has(`header ${name}`) &&
          (request.has(hidden) || match.holds(request)),
      }
    : match;
}

function isPrincipal(
  values: readonly string[],
  { trustDomain, namespace, serviceAccount, trustDomains }: Caller,
): boolean | undefined {
  const patterns = values.flatMap(value =>
    withTrustDomains(value, trustDomains),
  );
  if (patterns.includes('*')) {
    return true;
  }
  if (namespace === undefined || serviceAccount === undefined) {
    return undefined;
  }
  const own = `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
  return patterns.some(pattern => matchesPattern(pattern, own));
}

/** `*` stands for anything, anywhere in the name. */
function isNamespace(
  values: readonly string[],
  { namespace }: Caller,
): boolean | undefined {
  if (namespace === undefined) {
    return values.includes('*') ? true : undefined;
  }
  return values.some(value => matchesGlob(value, namespace));
}

function isServiceAccount(
  values: readonly string[],
  { namespace, serviceAccount }: Caller,
  policyNamespace: string,
): boolean | undefined {
  if (namespace === undefined) {
    return undefined;
  }
  const wanted = values.map(value =>
    value.includes('/') ? value : `${policyNamespace}/${value}`,
  );
  if (serviceAccount === undefined) {
    return wanted.some(value => value.startsWith(`${namespace}/`))
      ? undefined
      : false;
  }
  return wanted.includes(`${namespace}/${serviceAccount}`);
}

function isAddress(
  values: readonly string[],
  addresses: readonly string[],
  label: string,
): Match {
  const inside = addresses.map(address =>
    values.some(value => isInCidr(address, value)),
  );
  if (inside.length > 0 && inside.every(item => item === inside[0])) {
    return inside[0]!;
  }
  return openMatch('client', `${label} ${values.join(' or ')}`);
}
