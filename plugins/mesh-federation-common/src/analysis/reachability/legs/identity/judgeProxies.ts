import { finding } from '../../../../findings/registry';
import {
  type ClusterName,
  type Condition,
  type Evidence,
  type Finding,
  type ObjectRef,
  type Pod,
  PROXY_CONFIG_XDS_AGENT,
  type Remedy,
} from '../../../../model';
import { isValidAt, ownRoots } from '../../../trust/ownRoots';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import type { LegInput } from '../../question/Leg';
import { proxiesWithRoots } from '../../networks/proxiesWithRoots';
import type { LegPart } from '../../parts/conclude';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { commandRemedy, restartCommand } from '../../parts/remedies';
import { describeObject, workloadRef } from '../../../../model/objectRef';
import { agentSettingFor } from './agentSettingFor';
import { optional } from '../../../../model/basics/optional';
import { conditionOf } from '../../parts/conditionOf';
import { someOf } from '../../../../model/basics/english';

interface Side {
  readonly on: Condition['on'];
  readonly index: ClusterIndex;
  readonly peer: ClusterIndex;
  readonly pods: readonly Pod[];
}

/**
 * Whether the proxies of the client and of the server hold the other's roots, which their control
 * planes give out.
 */
export function judgeProxies(input: LegInput): LegPart {
  const { client, provider } = input;
  const sides: readonly Side[] = [
    { on: 'client', index: client, peer: provider, pods: clientProxies(input) },
    {
      on: 'endpoint',
      index: provider,
      peer: client,
      pods: serverProxies(input),
    },
  ];
  const parts = sides.map(side => judgeSide(side, input));
  return {
    findings: parts.flatMap(({ findings }) => findings ?? []),
    conditions: parts.flatMap(({ conditions }) => conditions ?? []),
    missing: [
      ...(input.endpoints.status === 'unknown'
        ? [
            {
              cluster: provider.cluster,
              what: 'proxies of the endpoints',
              reason: 'the endpoints or their Pods are unknown',
              at: input.endpoints.at,
            },
          ]
        : []),
    ],
    evidence: parts.flatMap(({ evidence }) => evidence ?? []),
  };
}

function clientProxies({ client, clientPods }: LegInput): readonly Pod[] {
  if (clientPods !== undefined) {
    return clientPods.filter(({ proxy }) => proxy !== undefined);
  }
  const pods = client.sidecarPods();
  return pods.status === 'observed' ? pods.value : [];
}

function serverProxies({ endpoints }: LegInput): readonly Pod[] {
  return endpoints.status === 'unknown'
    ? []
    : endpoints.value.flatMap(({ pod, ready }) =>
        ready && pod?.proxy !== undefined ? [pod] : [],
      );
}

function judgeSide(
  { on, index, peer, pods }: Side,
  { context }: LegInput,
): LegPart {
  const roots = (ownRoots(peer.state) ?? []).filter(root =>
    isValidAt(root, context.now),
  );
  const { carrying, lacking } = proxiesWithRoots(index, pods, roots);
  const [first] = lacking;
  if (first === undefined) {
    return {};
  }
  const { cluster, state } = index;
  const workloads = refsOf(lacking);
  const evidence = workloads.slice(0, 10).map(object => ({
    cluster,
    object,
    field: PROXY_CONFIG_XDS_AGENT,
    value: `not true, or the proxy has no root of ${peer.cluster}`,
    at: state.pods.at,
  }));
  const side = on === 'client' ? 'client' : 'server';
  const message =
    carrying > 0
      ? `${someOf({
          count: lacking.length,
          total: pods.length,
          what: `proxies of the ${side} in ${cluster}`,
          verb: ['has', 'have'],
        })} no root of ${peer.cluster}`
      : `No proxy of the ${side} in ${cluster} has the root of ${peer.cluster}`;
  const found =
    toldOtherwise(index, first, { message, evidence }) ??
    finding('MF2021', {
      cluster,
      peer: peer.cluster,
      object: workloadRef(first),
      message: `${message}.`,
      ...optional({ remedy: restartRemedy(cluster, workloads) }),
      evidence,
    });
  return carrying > 0
    ? {
        conditions: [
          conditionOf(
            found,
            on,
            `Only ${
              on === 'client' ? 'clients' : 'endpoints'
            } of ${cluster} whose proxies have the root of ${
              peer.cluster
            } (${carrying} of ${pods.length}).`,
          ),
        ],
      }
    : { findings: [found] };
}

/** MF2024: a start anew would change nothing. */
function toldOtherwise(
  index: ClusterIndex,
  pod: Pod,
  {
    message,
    evidence,
  }: {
    readonly message: string;
    readonly evidence: readonly Evidence[];
  },
): Finding | undefined {
  const setting = agentSettingFor(index, pod);
  if (setting === undefined || setting.enabled || pod.proxy?.xdsAgent) {
    return undefined;
  }
  const { cluster, state } = index;
  const { object, field } = setting;
  const variable = `${field}.${PROXY_CONFIG_XDS_AGENT}`;
  return finding('MF2024', {
    cluster,
    object,
    message: `${message}, because ${describeObject(
      object,
    )} sets ${PROXY_CONFIG_XDS_AGENT} for it.`,
    ...optional({
      // Pods that are made before istiod has seen it would be as before; the restart comes next.
      remedy:
        object.kind === 'ProxyConfig'
          ? jsonPatchRemedy(cluster, object, {
              op: 'replace',
              field: variable,
              value: 'true',
              expected: { [variable]: 'false' },
            })
          : undefined,
    }),
    evidence: [
      {
        cluster,
        object,
        field: `${field} ${PROXY_CONFIG_XDS_AGENT}`,
        value: 'not true',
        at: state.pods.at,
      },
      ...evidence,
    ],
  });
}

/** A Pod that stands alone cannot be started again by a command. */
function restartRemedy(
  cluster: ClusterName,
  workloads: readonly ObjectRef[],
): Remedy | undefined {
  const restartable = workloads.filter(({ kind }) => kind !== 'Pod');
  return restartable.length === 0
    ? undefined
    : commandRemedy(cluster, ...restartable.slice(0, 10).map(restartCommand));
}

/** Each workload once. */
function refsOf(pods: readonly Pod[]): readonly ObjectRef[] {
  const refs = new Map(
    pods.map(pod => [
      `${pod.workload.kind}/${pod.namespace}/${pod.workload.name}`,
      workloadRef(pod),
    ]),
  );
  return [...refs.values()];
}
