import { finding } from '../../../../findings/registry';
import { clientPodsOf } from '../../networks/networkGroups';
import type { LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import { podRef } from '../../../../model/objectRef';
import { conditionOf } from '../../parts/conditionOf';
import { sidecarRemedy } from '../../parts/workloadRemedies';
import { optional } from '../../../../model/basics/optional';
import { someOf } from '../../../../model/basics/english';

/**
 * MF4012: a client without a sidecar knows only what Kubernetes knows, the endpoints of its own
 * cluster.
 */
export function clientProxies(input: LegInput): LegPart {
  const { client } = input;
  const pods = clientPodsOf(input);
  // What follows from unknown Pods for the path is missing there; where any client is asked for,
  // those with a sidecar are.
  if (pods.status === 'unknown' || input.from.namespace === undefined) {
    return {};
  }
  const without = pods.value.filter(({ proxy }) => proxy === undefined);
  const [first] = without;
  if (first === undefined) {
    return {};
  }
  const evidence = [
    {
      cluster: client.cluster,
      object: podRef(first),
      field: 'container istio-proxy',
      value: 'absent',
      at: pods.at,
    },
  ];
  const some = without.length < pods.value.length;
  const found = finding('MF4012', {
    cluster: client.cluster,
    object: podRef(first),
    message: `${
      some
        ? `${someOf({
            count: without.length,
            total: pods.value.length,
            what: 'Pods of the client',
            verb: ['has', 'have'],
          })} no sidecar, for example`
        : 'The client has no sidecar:'
    } Pod ${first.namespace}/${first.name} in ${
      client.cluster
    }; requests from there stay in their own cluster.`,
    params: { namespace: first.namespace },
    ...optional({ remedy: sidecarRemedy(client, first) }),
    evidence,
  });
  return some
    ? {
        conditions: [
          conditionOf(
            found,
            'client',
            `Only Pods with a sidecar; ${without.length} of ${
              pods.value.length
            } ${without.length === 1 ? 'has' : 'have'} none.`,
          ),
        ],
      }
    : { findings: [found] };
}
