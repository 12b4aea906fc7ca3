import type {
  AuthorizationPolicy,
  AuthorizationRule,
  AuthorizationSource,
  ClusterName,
  Remedy,
} from '../../../../../model';
import { yamlRemedy, selectorOf } from '../../../parts/remedies';
import { optional } from '../../../../../model/basics/optional';

type Labels = Readonly<Record<string, string>>;

/** Values of headers are not observed, so that such a policy cannot be written again. */
function isComplete({ rules }: AuthorizationPolicy): boolean {
  return !rules.some(({ when }) =>
    when.some(({ key }) => key.startsWith('request.headers')),
  );
}

/**
 * The same policy, whose rules leave out the client; undefined when its values are not all known.
 */
export function exemptRemedy(
  cluster: ClusterName,
  policy: AuthorizationPolicy,
  exempt: Pick<AuthorizationSource, 'notPrincipals' | 'notNamespaces'>,
): Remedy | undefined {
  const without = (source: AuthorizationSource): AuthorizationSource => ({
    ...source,
    ...optional({
      notPrincipals: exempt.notPrincipals
        ? [...(source.notPrincipals ?? []), ...exempt.notPrincipals]
        : undefined,
      notNamespaces: exempt.notNamespaces
        ? [...(source.notNamespaces ?? []), ...exempt.notNamespaces]
        : undefined,
    }),
  });
  return isComplete(policy)
    ? policyRemedy(
        cluster,
        policy,
        policy.rules.map(rule => ({
          ...rule,
          from: (rule.from.length > 0 ? rule.from : [{}]).map(without),
        })),
      )
    : undefined;
}

/**
 * The same policy with one more rule, for the client; undefined when its values are not all known.
 */
export function admitRemedy(
  cluster: ClusterName,
  policy: AuthorizationPolicy,
  source: AuthorizationSource,
): Remedy | undefined {
  return isComplete(policy)
    ? policyRemedy(cluster, policy, [
        ...policy.rules,
        { from: [source], to: [], when: [] },
      ])
    : undefined;
}

/** A policy of its own that lets the client in to one workload. */
export function newPolicyRemedy(
  cluster: ClusterName,
  options: {
    readonly namespace: string;
    readonly name: string;
    readonly selector: Labels | undefined;
    readonly source: AuthorizationSource;
  },
): Remedy {
  const { namespace, name, selector, source } = options;
  return yamlRemedy(cluster, [
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name, namespace },
      spec: {
        ...selectorOf(selector),
        action: 'ALLOW',
        rules: [{ from: [{ source }] }],
      },
    },
  ]);
}

function policyRemedy(
  cluster: ClusterName,
  { object, action, selector }: AuthorizationPolicy,
  rules: readonly AuthorizationRule[],
): Remedy {
  return yamlRemedy(cluster, [
    {
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: { name: object.name, namespace: object.namespace },
      spec: { ...selectorOf(selector), action, rules: rules.map(ruleSpec) },
    },
  ]);
}

function ruleSpec({ from, to, when }: AuthorizationRule) {
  return {
    ...optional({
      from: from.length > 0 ? from.map(source => ({ source })) : undefined,
      to: to.length > 0 ? to.map(operation => ({ operation })) : undefined,
      when: when.length > 0 ? when : undefined,
    }),
  };
}
