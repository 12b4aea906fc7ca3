import { finding } from '../../../../../findings/registry';
import type {
  AuthorizationPolicy,
  Evidence,
  Finding,
} from '../../../../../model';
import { describeObject } from '../../../../../model/objectRef';
import type { LegInput } from '../../../question/Leg';
import { nameClient } from '../../../configuration/viaGateway';
import type { Requests } from './callerOf';
import type { Match } from './requests/match';
import type { Caller } from './matchRule';
import { admitRemedy, exemptRemedy } from './policyRemedies';
import { optional } from '../../../../../model/basics/optional';

/** A policy, and whether one of its rules matches. */
export interface Judged {
  readonly policy: AuthorizationPolicy;
  readonly match: Match;
}

export interface Verdict {
  readonly input: LegInput;
  readonly options: Requests;
  readonly caller: Caller;
  readonly at: string;
  /** Routes of the client that write another path, host or header. */
  readonly routes: readonly Evidence[];
}

/** `which`: of the client's requests, when not all are. */
export function denied(
  verdict: Verdict,
  policy: AuthorizationPolicy,
  which = '',
): Finding {
  const { input, caller, at } = verdict;
  const { provider } = input;
  const source = sourceOf(caller);
  const remedy =
    source === undefined
      ? undefined
      : exemptRemedy(provider.cluster, policy, {
          ...optional({
            notPrincipals: source.principals,
            notNamespaces: source.namespaces,
          }),
        });
  return finding('MF6006', {
    cluster: provider.cluster,
    object: policy.object,
    params: { client: nameClient(input) },
    message: `${nameOf(policy)} in ${
      provider.cluster
    } denies the requests of ${nameClient(input)}${which}${becauseOf(
      verdict,
    )}.`,
    ...optional({ remedy }),
    evidence: [evidenceOf(input, policy, at), ...verdict.routes],
  });
}

/** `message`: of which requests. */
export function authorizerDecides(
  { input, at }: Verdict,
  policy: AuthorizationPolicy,
  message: string,
): Finding {
  return finding('MF6009', {
    cluster: input.provider.cluster,
    object: policy.object,
    params: { authorizer: policy.provider ?? '' },
    message,
    evidence: [evidenceOf(input, policy, at)],
  });
}

export function noAuthorizer(
  { input, at }: Verdict,
  policy: AuthorizationPolicy,
): Finding {
  const { cluster, settings, controlPlane } = input.provider;
  const authorizer = policy.provider ?? '';
  const known =
    settings.status === 'observed' ? settings.value.authorizers : [];
  return finding('MF6008', {
    cluster,
    object: policy.object,
    params: { authorizer },
    message: `${nameOf(
      policy,
    )} in ${cluster} leaves requests to the external authorizer "${authorizer}", which its mesh config does not have: they are denied.`,
    evidence: [
      evidenceOf(input, policy, at),
      {
        cluster,
        ...optional({
          object:
            controlPlane?.meshConfig.status === 'observed'
              ? controlPlane.meshConfig.value.configMap
              : undefined,
        }),
        field: 'data.mesh extensionProviders',
        value: known.join(', ') || 'no external authorizer',
        at: settings.at,
      },
    ],
  });
}

/**
 * At fault is a policy that allows nothing at all, else the first one; all of them are in the
 * evidence.
 */
export function notAllowed(
  verdict: Verdict,
  judged: readonly Judged[],
  which = '',
): Finding {
  const { input, options, caller, at } = verdict;
  const { provider, providerService, service } = input;
  const { policy } =
    judged.find(item => item.policy.rules.length === 0) ?? judged[0]!;
  const source = sourceOf(caller);
  const namespace = options.endpoint.pod?.namespace ?? service.namespace;
  const remedy =
    source === undefined
      ? undefined
      : admitRemedy(provider, {
          namespace,
          name: `allow-${service.name}`,
          selector: providerService?.selector,
          policies: [policy, ...judged.map(item => item.policy)],
          source,
        });
  return finding('MF6007', {
    cluster: provider.cluster,
    object: policy.object,
    params: { client: nameClient(input) },
    message: `${nameOf(policy)} in ${provider.cluster} ${
      policy.rules.length === 0
        ? 'allows nothing, and no other policy allows'
        : 'does not allow'
    } the requests of ${nameClient(input)}${which}${becauseOf(verdict)}.`,
    ...optional({ remedy }),
    evidence: [
      evidenceOf(input, policy, at),
      ...judged.map(item => evidenceOf(input, item.policy, at)),
      ...verdict.routes,
    ],
  });
}

/** Why a rule may match otherwise than it reads. */
function becauseOf({ caller, options, routes }: Verdict): string {
  return [
    ...(options.authenticated
      ? []
      : [', which come as plaintext and so without an identity']),
    ...(caller.http
      ? []
      : [' (the port is TCP to Istio: rules on HTTP do not count)']),
    ...[...new Set(routes.map(({ object }) => describeObject(object!)))].map(
      route => `, as ${route} changes them`,
    ),
  ].join('');
}

function sourceOf({
  authenticated,
  trustDomain,
  namespace,
  serviceAccount,
}: Caller) {
  if (!authenticated || namespace === undefined) {
    return undefined;
  }
  return serviceAccount === undefined
    ? { namespaces: [namespace] }
    : { principals: [`${trustDomain}/ns/${namespace}/sa/${serviceAccount}`] };
}

export function evidenceOf(
  { provider }: LegInput,
  { object, action, rules }: AuthorizationPolicy,
  at: string,
): Evidence {
  return {
    cluster: provider.cluster,
    object,
    field: rules.length === 0 ? 'spec' : 'spec.rules',
    value: `${action}, ${rules.length} ${
      rules.length === 1 ? 'rule' : 'rules'
    }`,
    at,
  };
}

export function nameOf({ object }: AuthorizationPolicy): string {
  return `AuthorizationPolicy ${object.namespace}/${object.name}`;
}
