import { finding } from '../../../../findings/registry';
import type {
  AuthorizationPolicy,
  Condition,
  Evidence,
  Finding,
  MissingFact,
  Observed,
} from '../../../../model';
import { oldest } from '../../../oldest';
import { missingFact } from '../../knownGateways';
import type { LegInput, ProviderEndpoint } from '../../Leg';
import { mapObserved } from '../../lookUp';
import type { LegPart } from '../conclude';
import type { ClientGroup } from '../traffic/clientGroups';
import { portProtocol } from '../traffic/portProtocol';
import { selects } from '../traffic/selects';
import { nameClient } from '../traffic/viaGateway';
import { inboundBypass } from './judgeMtls';
import { anyOf, type Match } from './match';
import { matchRule, type Caller } from './matchRule';
import { admitRemedy, exemptRemedy, newPolicyRemedy } from './remedies';

interface Options {
  readonly group: ClientGroup;
  readonly endpoint: ProviderEndpoint;
  /** The connection is mutual TLS. */
  readonly authenticated: boolean;
  /** Then the server sees the gateway's address, not the client's. */
  readonly viaGateway: boolean;
}

interface Judged {
  readonly policy: AuthorizationPolicy;
  readonly match: Match;
}

/**
 * MF6006, MF6007: what the AuthorizationPolicies at the server say to a client's requests: CUSTOM, then DENY, then ALLOW. Source:
 * istio/istio pilot/pkg/security/authz/builder/builder.go, pilot/pkg/model/authorization.go.
 */
export function judgeAuthorization(input: LegInput, options: Options): LegPart {
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
    custom(verdict, judged('CUSTOM')),
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

interface Verdict {
  readonly input: LegInput;
  readonly options: Options;
  readonly caller: Caller;
  readonly at: string;
}

/** What an external authorizer will say is not known. */
function custom({ input, at }: Verdict, judged: readonly Judged[]): LegPart {
  const { cluster } = input.provider;
  return {
    missing: judged.flatMap(({ policy, match }): MissingFact[] =>
      match === true
        ? [
            {
              cluster,
              what: `answer of the external authorizer "${
                policy.provider ?? ''
              }"`,
              reason: `${nameOf(policy)} asks it`,
              at,
            },
          ]
        : [],
    ),
    conditions: judged.flatMap(({ policy, match }): Condition[] =>
      typeof match === 'object'
        ? [
            {
              on: match.on,
              text: `With ${match.text} the external authorizer "${
                policy.provider ?? ''
              }" decides (${nameOf(policy)}).`,
              evidence: [evidenceOf(input, policy, at)],
            },
          ]
        : [],
    ),
  };
}

function deny(verdict: Verdict, judged: readonly Judged[]): LegPart {
  const { input, at } = verdict;
  return {
    findings: judged
      .filter(({ match }) => match === true)
      .map(({ policy }) => denied(verdict, policy)),
    conditions: judged.flatMap(({ policy, match }): Condition[] =>
      typeof match === 'object'
        ? [
            {
              on: match.on,
              text: `Denied with ${match.text} (${nameOf(policy)}).`,
              evidence: [evidenceOf(input, policy, at)],
            },
          ]
        : [],
    ),
  };
}

function allow(verdict: Verdict, judged: readonly Judged[]): LegPart {
  const { input, at } = verdict;
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
      {
        on: match.on,
        text: `Only with ${match.text} (${some
          .map(({ policy }) => nameOf(policy))
          .join(', ')}).`,
        evidence: some.map(({ policy }) => evidenceOf(input, policy, at)),
      },
    ],
  };
}

function denied(verdict: Verdict, policy: AuthorizationPolicy): Finding {
  const { input, caller, at } = verdict;
  const { provider } = input;
  const source = sourceOf(caller);
  const remedy =
    source === undefined
      ? undefined
      : exemptRemedy(provider.cluster, policy, {
          ...(source.principals && { notPrincipals: source.principals }),
          ...(source.namespaces && { notNamespaces: source.namespaces }),
        });
  return finding('MF6006', {
    cluster: provider.cluster,
    object: policy.object,
    params: { client: nameClient(input) },
    message: `${nameOf(policy)} in ${
      provider.cluster
    } denies the requests of ${nameClient(input)}${becauseOf(verdict)}.`,
    ...(remedy && { remedy }),
    evidence: [evidenceOf(input, policy, at)],
  });
}

/** At fault is a policy that allows nothing at all, else the first one; all of them are in the evidence. */
function notAllowed(verdict: Verdict, judged: readonly Judged[]): Finding {
  const { input, options, caller, at } = verdict;
  const { provider, providerService, service } = input;
  const { policy } =
    judged.find(item => item.policy.rules.length === 0) ?? judged[0]!;
  const source = sourceOf(caller);
  const namespace = options.endpoint.pod?.namespace ?? service.namespace;
  const own = policy.object.namespace === namespace && policy.rules.length > 0;
  const remedy =
    source === undefined
      ? undefined
      : (own ? admitRemedy(provider.cluster, policy, source) : undefined) ??
        newPolicyRemedy(provider.cluster, {
          namespace,
          name: `allow-${service.name}`,
          selector: providerService?.selector,
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
    } the requests of ${nameClient(input)}${becauseOf(verdict)}.`,
    ...(remedy && { remedy }),
    evidence: [
      evidenceOf(input, policy, at),
      ...judged.map(item => evidenceOf(input, item.policy, at)),
    ],
  });
}

/** Why a rule may match otherwise than it reads. */
function becauseOf({ caller, options }: Verdict): string {
  return [
    ...(options.authenticated
      ? []
      : [', which come as plaintext and so without an identity']),
    ...(caller.http
      ? []
      : [' (the port is TCP to Istio: rules on HTTP do not count)']),
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

/** Those of the root namespace and of the workload's own that select it and are enforced. */
function policiesFor(
  { provider }: LegInput,
  { pod }: ProviderEndpoint,
): Observed<readonly AuthorizationPolicy[]> {
  const all = provider.state.configuration.authorizationPolicies;
  if (all.status === 'unknown' || all.value.length === 0) {
    return all;
  }
  const { settings } = provider;
  if (settings.status === 'unknown') {
    return settings;
  }
  const namespaces = [settings.value.rootNamespace, pod?.namespace ?? ''];
  return {
    status: 'observed',
    value: [...new Set(namespaces)]
      .flatMap(namespace => {
        const found = provider.authorizationPolicies(namespace);
        return found.status === 'observed' ? found.value : [];
      })
      .filter(
        ({ action, dryRun, targetRefs, selector }) =>
          action !== 'AUDIT' &&
          !dryRun &&
          targetRefs.length === 0 &&
          selects(selector, pod?.labels ?? {}),
      ),
    at: oldest([settings], all.at),
  };
}

function callerOf(
  input: LegInput,
  { group, endpoint, authenticated, viaGateway }: Options,
): Caller | { readonly missing: readonly MissingFact[] } {
  const { client, provider, providerPort } = input;
  const own = provider.trustDomain;
  const theirs =
    group.trustDomain === undefined
      ? mapObserved(client.trustDomain, ({ name }) => name)
      : undefined;
  const missing = [
    ...(own.status === 'unknown'
      ? [missingFact(provider.cluster, 'trust domain', own)]
      : []),
    ...(theirs?.status === 'unknown'
      ? [missingFact(client.cluster, 'trust domain', theirs)]
      : []),
  ];
  if (own.status === 'unknown' || theirs?.status === 'unknown') {
    return { missing };
  }
  return {
    authenticated,
    trustDomain: group.trustDomain ?? theirs?.value ?? '',
    ...(group.namespace === undefined ? {} : { namespace: group.namespace }),
    ...(group.serviceAccount === undefined
      ? {}
      : { serviceAccount: group.serviceAccount }),
    ...(viaGateway ? {} : { addresses: group.pods.flatMap(pod => pod.ips) }),
    trustDomains: own.value,
    ...(endpoint.targetPort === undefined ? {} : { port: endpoint.targetPort }),
    address: endpoint.address,
    http: portProtocol(providerPort) === 'http',
  };
}

function evidenceOf(
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

function nameOf({ object }: AuthorizationPolicy): string {
  return `AuthorizationPolicy ${object.namespace}/${object.name}`;
}
