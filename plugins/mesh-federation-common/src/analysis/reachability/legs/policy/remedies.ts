import type {
  AuthorizationPolicy,
  AuthorizationRule,
  AuthorizationSource,
  ClusterName,
  MtlsMode,
  PeerAuthentication,
  Pod,
  Remedy,
} from '../../../../model';
import {
  commandRemedy,
  patchCommand,
  resourceOf,
  yamlRemedy,
} from '../remedies';

type Labels = Readonly<Record<string, string>>;

/** The same PeerAuthentication with another mode in the field that decided. */
export function peerAuthenticationRemedy(
  cluster: ClusterName,
  { object, selector, mode, portModes }: PeerAuthentication,
  wanted: { readonly field: string; readonly mode: MtlsMode },
): Remedy {
  const port = /^spec\.portLevelMtls\.(\d+)/.exec(wanted.field)?.[1];
  const ports = Object.entries(
    port === undefined ? portModes : { ...portModes, [port]: wanted.mode },
  );
  const ownMode = port === undefined ? wanted.mode : mode;
  return yamlRemedy(cluster, [
    {
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: { name: object.name, namespace: object.namespace },
      spec: {
        ...selectorOf(selector),
        ...(ownMode === 'UNSET' ? {} : { mtls: { mode: ownMode } }),
        ...(ports.length > 0
          ? {
              portLevelMtls: Object.fromEntries(
                ports.map(([number, value]) => [number, { mode: value }]),
              ),
            }
          : {}),
      },
    },
  ]);
}

/** A workload gets a sidecar at its next start. */
export function sidecarRemedy(cluster: ClusterName, pod: Pod): Remedy {
  return commandRemedy(
    cluster,
    `kubectl label namespace ${pod.namespace} istio-injection=enabled --overwrite`,
    pod.workload.kind === 'Pod'
      ? `kubectl delete ${resourceOf(workloadOf(pod))}`
      : `kubectl rollout restart ${resourceOf(workloadOf(pod))}`,
  );
}

/** Takes one port out of an annotation of a workload's Pods; undefined for a Pod that stands alone. */
export function excludedPortRemedy(
  cluster: ClusterName,
  pod: Pod,
  annotation: string,
  port: number,
): Remedy | undefined {
  if (pod.workload.kind === 'Pod') {
    return undefined;
  }
  const left = (pod.annotations[annotation] ?? '')
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '' && item !== '*' && item !== String(port));
  const patch = {
    spec: {
      template: {
        metadata: {
          annotations: {
            [annotation]: left.length > 0 ? left.join(',') : null,
          },
        },
      },
    },
  };
  return commandRemedy(cluster, patchCommand(workloadOf(pod), patch));
}

/** The object that makes a Pod. */
export function workloadOf({ namespace, workload }: Pod) {
  return {
    apiVersion: workload.kind === 'Pod' ? 'v1' : 'apps/v1',
    kind: workload.kind,
    namespace,
    name: workload.name,
  };
}

/** Values of headers are not observed, so that such a policy cannot be written again. */
function isComplete({ rules }: AuthorizationPolicy): boolean {
  return !rules.some(({ when }) =>
    when.some(({ key }) => key.startsWith('request.headers')),
  );
}

/** The same policy, whose rules leave out the client; undefined when its values are not all known. */
export function exemptRemedy(
  cluster: ClusterName,
  policy: AuthorizationPolicy,
  exempt: Pick<AuthorizationSource, 'notPrincipals' | 'notNamespaces'>,
): Remedy | undefined {
  const without = (source: AuthorizationSource): AuthorizationSource => ({
    ...source,
    ...(exempt.notPrincipals && {
      notPrincipals: [...(source.notPrincipals ?? []), ...exempt.notPrincipals],
    }),
    ...(exempt.notNamespaces && {
      notNamespaces: [...(source.notNamespaces ?? []), ...exempt.notNamespaces],
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

/** The same policy with one more rule, for the client; undefined when its values are not all known. */
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
    ...(from.length > 0 ? { from: from.map(source => ({ source })) } : {}),
    ...(to.length > 0 ? { to: to.map(operation => ({ operation })) } : {}),
    ...(when.length > 0 ? { when } : {}),
  };
}

function selectorOf(labels: Labels | undefined) {
  return labels !== undefined && Object.keys(labels).length > 0
    ? { selector: { matchLabels: labels } }
    : {};
}
