import { finding } from '../../../findings/registry';
import type { Pod } from '../../../model';
import { isLocal, type LegInput } from '../question/Leg';
import type { LegPart } from './conclude';
import { workloadRef, ISTIOD } from '../../../model/objectRef';
import { missingFact } from '../lookup/missingFact';
import { conditionOf } from './conditionOf';
import { sidecarRemedy } from './workloadRemedies';
import { optional } from '../../../model/basics/optional';
import { someOf } from '../../../model/basics/english';

/**
 * Whether the client has sidecars; `plaintext` when it has none and asks in its own cluster, which
 * needs none.
 */
export function judgeClient(input: LegInput): {
  readonly kind: 'sidecar' | 'plaintext';
  readonly part: LegPart;
} {
  const { client, from } = input;
  const { pods, ambient } = client.state;
  if (pods.status === 'unknown') {
    return sidecar({
      missing: [missingFact(client.cluster, 'Pods', pods)],
    });
  }
  if (from.namespace === undefined) {
    return judgeAnyClient(input);
  }
  const all = input.clientPods ?? [];
  const [first] = all;
  if (first === undefined) {
    return sidecar({
      missing: [
        {
          cluster: client.cluster,
          what: `Pods of ${clientName(input)}`,
          reason: 'none runs',
          at: pods.at,
        },
      ],
    });
  }
  const without = all.filter(({ proxy }) => proxy === undefined);
  if (without.length === 0) {
    return sidecar({ evidence: [evidenceOf(input, first)] });
  }
  if (ambient.status === 'unknown') {
    return sidecar({
      missing: [missingFact(client.cluster, 'data plane', ambient)],
    });
  }
  // With ambient, ztunnel may stand in for the sidecar.
  if (ambient.value) {
    return sidecar({
      missing: [
        {
          cluster: client.cluster,
          what: `proxy of ${clientName(input)}`,
          reason: 'ambient is not analyzed',
          at: ambient.at,
        },
      ],
    });
  }
  return judgeWithout(input, all, without);
}

function judgeWithout(
  input: LegInput,
  all: readonly Pod[],
  without: readonly Pod[],
): ReturnType<typeof judgeClient> {
  const { client } = input;
  const object = workloadRef(without[0]!);
  const evidence = [evidenceOf(input, without[0]!)];
  if (isLocal(input)) {
    return {
      kind: without.length === all.length ? 'plaintext' : 'sidecar',
      part: { evidence },
    };
  }
  const some = without.length < all.length;
  const found = finding('MF2018', {
    cluster: client.cluster,
    object,
    message: some
      ? `${someOf({
          count: without.length,
          total: all.length,
          what: `Pods of ${clientName(input)} in ${client.cluster}`,
          verb: ['has', 'have'],
        })} no sidecar.`
      : `No Pod of ${clientName(input)} in ${client.cluster} has a sidecar.`,
    ...optional({ remedy: sidecarRemedy(client, without[0]!) }),
    evidence,
  });
  return some
    ? sidecar({
        conditions: [
          conditionOf(
            found,
            'client',
            `Only Pods of ${clientName(input)} with a sidecar (${
              all.length - without.length
            } of ${all.length}).`,
          ),
        ],
      })
    : sidecar({ findings: [found] });
}

function judgeAnyClient(input: LegInput): ReturnType<typeof judgeClient> {
  const { client } = input;
  const { cluster, controlPlane } = client;
  const pods = client.sidecarPods();
  if (pods.status === 'unknown' || pods.value.length > 0) {
    return sidecar({});
  }
  const evidence = [
    { cluster, field: 'Pods with a sidecar', value: '0', at: pods.at },
  ];
  if (isLocal(input)) {
    return { kind: 'plaintext', part: { evidence } };
  }
  return sidecar({
    findings: [
      finding('MF2018', {
        cluster,
        object: controlPlane?.deployment ?? ISTIOD,
        message: `No Pod of ${cluster} has a sidecar.`,
        evidence,
      }),
    ],
  });
}

function sidecar(part: LegPart): ReturnType<typeof judgeClient> {
  return { kind: 'sidecar', part };
}

function evidenceOf({ client }: LegInput, pod: Pod) {
  return {
    cluster: client.cluster,
    object: workloadRef(pod),
    field: 'sidecar',
    value: pod.proxy === undefined ? 'none' : 'present',
    at: client.state.pods.at,
  };
}

function clientName({ from }: LegInput): string {
  return from.workload === undefined
    ? `namespace ${from.namespace}`
    : `${from.namespace}/${from.workload}`;
}
