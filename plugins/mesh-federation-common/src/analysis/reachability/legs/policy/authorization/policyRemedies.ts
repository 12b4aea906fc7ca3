import type {
  AuthorizationPolicy,
  AuthorizationRule,
  AuthorizationSource,
  ClusterName,
  Remedy,
} from '../../../../../model';
import { jsonPatchRemedy } from '../../../parts/jsonPatch';
import { createRemedy, selectorOf } from '../../../parts/remedies';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { optional } from '../../../../../model/basics/optional';

type Labels = Readonly<Record<string, string>>;

/** Without labels a selector is about every workload. */
const hasLabels = (labels: Labels | undefined): boolean =>
  labels !== undefined && Object.keys(labels).length > 0;

/** Values of headers are not observed, so that such rules cannot be written again. */
function isComplete({ rules }: AuthorizationPolicy): boolean {
  return !rules.some(({ when }) =>
    when.some(({ key }) => key.startsWith('request.headers')),
  );
}

/**
 * The same rules, but that they leave out the client; undefined when their values are not all
 * known. Where the policy has other rules by now, nothing is changed: they may mean the client.
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
    ? jsonPatchRemedy(cluster, policy.object, {
        op: 'replace',
        field: 'spec.rules',
        value: policy.rules.map(rule =>
          ruleSpec({
            ...rule,
            from: (rule.from.length > 0 ? rule.from : [{}]).map(without),
          }),
        ),
        expected: {
          'spec.action': policy.action,
          'spec.rules': policy.rules.map(ruleSpec),
        },
      })
    : undefined;
}

interface Admission {
  /** Of the server's Pods. */
  readonly namespace: string;
  /** Of the policy, where a new one is needed. */
  readonly name: string;
  /** Of the Service. */
  readonly selector: Labels | undefined;
  /** Those that select the server and do not let the client in. */
  readonly policies: readonly AuthorizationPolicy[];
  readonly source: AuthorizationSource;
}

/**
 * Lets the client in to the workloads behind one Service, and to no others: by one more rule in a
 * policy that is about them alone, else by a policy of its own. Undefined where that would be about
 * more, or would take the place of another policy of that name.
 */
export function admitRemedy(
  index: ClusterIndex,
  { namespace, name, selector, policies, source }: Admission,
): Remedy | undefined {
  const { cluster } = index;
  const own = policies.find(
    policy =>
      policy.object.namespace === namespace &&
      policy.rules.length > 0 &&
      hasLabels(policy.selector),
  );
  if (own !== undefined) {
    return jsonPatchRemedy(cluster, own.object, {
      op: 'add',
      field: 'spec.rules[-]',
      value: { from: [{ source }] },
      expected: {
        'spec.selector.matchLabels': own.selector,
        'spec.action': own.actionUnset ? undefined : own.action,
      },
      absent: own.actionUnset ? ['spec.action'] : [],
    });
  }
  const there = index.written.authorizationPolicies;
  const isTaken =
    there.status === 'unknown' ||
    there.value.some(
      ({ object }) => object.namespace === namespace && object.name === name,
    );
  return isTaken || !hasLabels(selector)
    ? undefined
    : createRemedy(cluster, [
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

function ruleSpec({ from, to, when }: AuthorizationRule) {
  return {
    ...optional({
      from: from.length > 0 ? from.map(source => ({ source })) : undefined,
      to: to.length > 0 ? to.map(operation => ({ operation })) : undefined,
      when: when.length > 0 ? when : undefined,
    }),
  };
}
