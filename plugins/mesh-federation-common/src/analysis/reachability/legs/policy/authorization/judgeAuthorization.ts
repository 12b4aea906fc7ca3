import type { AuthorizationPolicy, Condition } from '../../../../../model';
import type { LegInput } from '../../../question/Leg';
import type { LegPart } from '../../../parts/conclude';
import {
  denied,
  evidenceOf,
  nameOf,
  authorizerDecides,
  noAuthorizer,
  notAllowed,
  type Judged,
  type Verdict,
} from './authorizationFindings';
import { callerOf, type Requests } from './callerOf';
import { inboundBypass } from '../../../configuration/inboundBypass';
import { allOf, anyOf, negate, type Match } from './requests/match';
import { settle, type Arriving } from './requests/settle';
import { routedRequests } from './routedRequests';
import { matchRule } from './matchRule';
import { policiesFor } from './policiesFor';
import { issuersFor } from './tokens';
import {
  conditionFields,
  sourceFields,
} from '../../../configuration/objects/ruleFields';
import { missingFact } from '../../../lookup/missingFact';
import { conditionOf } from '../../../parts/conditionOf';

/**
 * MF6006, MF6007, MF6008: what the AuthorizationPolicies at the server say to a client's requests:
 * CUSTOM, then DENY, then ALLOW. Source: istio/istio pilot/pkg/security/authz/builder/builder.go,
 * pilot/pkg/model/authorization.go.
 */
export function judgeAuthorization(
  input: LegInput,
  options: Requests,
): LegPart {
  const { provider } = input;
  const { pod, targetPort } = options.endpoint;
  if (
    pod?.proxy === undefined ||
    inboundBypass(pod.annotations, targetPort) !== undefined
  ) {
    return {};
  }
  const policies = policiesFor(input, options.endpoint);
  if (policies.status === 'unknown') {
    return {
      missing: [
        missingFact(provider.cluster, 'AuthorizationPolicies', policies),
      ],
    };
  }
  if (policies.value.length === 0) {
    return {};
  }
  const caller = callerOf(input, options);
  if ('missing' in caller) {
    return { missing: caller.missing };
  }
  const evidence = policies.value.map(policy =>
    evidenceOf(input, policy, policies.at),
  );
  const requests = routedRequests(input, options);
  const judged = (action: 'ALLOW' | 'DENY' | 'CUSTOM'): readonly Judged[] =>
    policies.value
      .filter(policy => policy.action === action)
      .map(policy => ({
        policy,
        match: settle(
          anyOf(
            policy.rules.map((rule, index) =>
              matchRule(rule, caller, {
                action,
                namespace: policy.object.namespace ?? '',
                rule: `${nameOf(policy)} ${index}`,
              }),
            ),
          ),
          requests.arriving,
        ),
      }));
  const verdict: Verdict = {
    input,
    options,
    caller,
    at: policies.at,
    routes: requests.evidence,
  };
  const parts = [
    tokens(input, options, policies.value),
    ...judged('CUSTOM').map(item => custom(verdict, item)),
    ...denyAndAllow(
      verdict,
      judged('DENY'),
      judged('ALLOW'),
      requests.arriving,
    ),
  ];
  return {
    findings: parts.flatMap(part => part.findings ?? []),
    missing: parts.flatMap(part => part.missing ?? []),
    conditions: parts.flatMap(part => part.conditions ?? []),
    evidence: [...evidence, ...requests.evidence],
  };
}

/** Whose tokens the server takes decides where a policy asks for one. */
function tokens(
  input: LegInput,
  { endpoint }: Requests,
  policies: readonly AuthorizationPolicy[],
): LegPart {
  const issuers = issuersFor(input, endpoint);
  return issuers.status === 'unknown' && policies.some(asksForToken)
    ? {
        missing: [
          missingFact(
            input.provider.cluster,
            'RequestAuthentications',
            issuers,
          ),
        ],
      }
    : {};
}

function asksForToken({ rules }: AuthorizationPolicy): boolean {
  return rules.some(({ from, when }) =>
    [...from.flatMap(sourceFields), ...conditionFields(when)].some(
      ({ kind }) => kind === 'token',
    ),
  );
}

/** What an external authorizer will say is not known; one that there is not refuses. */
function custom(verdict: Verdict, { policy, match }: Judged): LegPart {
  if (match === false) {
    return {};
  }
  const { input, at } = verdict;
  const { cluster, settings } = input.provider;
  const authorizer = policy.provider ?? '';
  const exists =
    settings.status === 'unknown' ||
    settings.value.authorizers.includes(authorizer);
  if (match !== true) {
    const consequence = exists
      ? `the external authorizer "${authorizer}" decides`
      : `requests are denied, for there is no external authorizer "${authorizer}"`;
    const text = `With ${match.text} ${consequence} (${nameOf(policy)}).`;
    return {
      conditions: [
        conditionOf(
          exists
            ? authorizerDecides(verdict, policy, text)
            : noAuthorizer(verdict, policy),
          match.on,
          text,
        ),
      ],
    };
  }
  return exists
    ? {
        missing: [
          {
            cluster,
            what: `answer of the external authorizer "${authorizer}"`,
            reason: `${nameOf(policy)} asks it`,
            at,
          },
        ],
      }
    : { findings: [noAuthorizer(verdict, policy)] };
}

/**
 * What is denied, and what of the rest is not allowed: several policies may deny, or allow, all
 * requests together, and those that deny may leave nothing of what the others allow.
 */
function denyAndAllow(
  verdict: Verdict,
  denying: readonly Judged[],
  allowing: readonly Judged[],
  arriving: Arriving,
): readonly LegPart[] {
  const isDenied = settle(anyOf(denying.map(item => item.match)), arriving);
  const isAllowed =
    allowing.length === 0 ||
    settle(anyOf(allowing.map(item => item.match)), arriving);
  const some = denying.filter(({ match }) => match !== false);
  const nothingIsLeft =
    isAllowed !== false &&
    settle(allOf([isAllowed, negate(isDenied)]), arriving) === false;
  if (nothingIsLeft && !some.some(({ match }) => match === true)) {
    return [deniedTogether(verdict, some, isAllowed === true)];
  }
  return [deny(verdict, denying), allow(verdict, allowing, isAllowed)];
}

function deniedTogether(
  verdict: Verdict,
  some: readonly Judged[],
  all: boolean,
): LegPart {
  const [first, ...others] = some.map(({ policy }) => policy);
  const rest = all ? '' : ' that are allowed';
  const found = denied(
    verdict,
    first!,
    `${rest}${
      others.length === 0
        ? ''
        : `, together with ${others.map(nameOf).join(' and ')}`
    }`,
  );
  return { findings: [found] };
}

function deny(verdict: Verdict, judged: readonly Judged[]): LegPart {
  return {
    findings: judged
      .filter(({ match }) => match === true)
      .map(({ policy }) => denied(verdict, policy)),
    conditions: judged.flatMap(({ policy, match }): Condition[] =>
      typeof match === 'object'
        ? [
            conditionOf(
              denied(verdict, policy, ` with ${match.text}`),
              match.on,
              `Denied with ${match.text} (${nameOf(policy)}).`,
            ),
          ]
        : [],
    ),
  };
}

function allow(
  verdict: Verdict,
  judged: readonly Judged[],
  match: Match,
): LegPart {
  if (match === true) {
    return {};
  }
  if (match === false) {
    return { findings: [notAllowed(verdict, judged)] };
  }
  const some = judged.filter(item => item.match !== false);
  return {
    conditions: [
      conditionOf(
        notAllowed(verdict, some, `, unless with ${match.text}`),
        match.on,
        `Only with ${match.text} (${some
          .map(({ policy }) => nameOf(policy))
          .join(', ')}).`,
      ),
    ],
  };
}
