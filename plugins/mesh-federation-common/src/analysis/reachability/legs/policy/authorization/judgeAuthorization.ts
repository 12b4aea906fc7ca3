import type { Condition } from '../../../../../model';
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
import { anyOf } from './match';
import { matchRule } from './matchRule';
import { policiesFor } from './policiesFor';
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
  const judged = (action: 'ALLOW' | 'DENY' | 'CUSTOM'): readonly Judged[] =>
    policies.value
      .filter(policy => policy.action === action)
      .map(policy => ({
        policy,
        match: anyOf(
          policy.rules.map(rule =>
            matchRule(rule, caller, {
              action,
              namespace: policy.object.namespace ?? '',
            }),
          ),
        ),
      }));
  const verdict: Verdict = { input, options, caller, at: policies.at };
  const parts = [
    ...judged('CUSTOM').map(item => custom(verdict, item)),
    deny(verdict, judged('DENY')),
    allow(verdict, judged('ALLOW')),
  ];
  return {
    findings: parts.flatMap(part => part.findings ?? []),
    missing: parts.flatMap(part => part.missing ?? []),
    conditions: parts.flatMap(part => part.conditions ?? []),
    evidence,
  };
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

function allow(verdict: Verdict, judged: readonly Judged[]): LegPart {
  const match = judged.length === 0 || anyOf(judged.map(item => item.match));
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
