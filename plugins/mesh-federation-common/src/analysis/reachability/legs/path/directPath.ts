import { finding } from '../../../../findings/registry';
import {
  NETWORK_LABEL,
  type Finding,
  type MissingFact,
  type Observed,
  type Pod,
} from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import type { LegInput } from '../../question/Leg';
import type { NetworkPath } from '../../networks/networkPaths';
import { namespaceLabelCommand } from '../../parts/labelCommand';
import { commandRemedy } from '../../parts/remedies';
import { networkEvidence } from './podNetwork';
import { remembered } from '../../../remembered';
import { podRef, SYSTEM_NAMESPACE } from '../../../../model/objectRef';

interface DirectPath {
  readonly findings: readonly Finding[];
  readonly missing: readonly MissingFact[];
}

/**
 * MF4019: clusters that Istio takes for one network. That Pods really reach each other is nowhere
 * to be read; that they cannot, is, when both clusters give out the same addresses.
 */
export function directPath(input: LegInput, way: NetworkPath): DirectPath {
  const { client, provider } = input;
  const theirs = podsByAddress(provider.state.pods);
  const own = podsByAddress(client.state.pods);
  const preferred = way.endpoints.map(({ address }) => address);
  const shared = [...preferred, ...theirs.keys()].find(address =>
    own.has(address),
  );
  const mine = shared === undefined ? undefined : own.get(shared);
  if (shared === undefined || mine === undefined) {
    return {
      findings: [],
      missing: [
        {
          cluster: provider.cluster,
          what: `whether Pods of ${client.cluster} and ${provider.cluster} reach each other directly`,
          reason: `Istio takes both for one network${
            way.to === '' ? ', as one has no network label' : ` ("${way.to}")`
          } and uses no gateway; routes between Pods are not observed`,
          at: provider.state.network.at,
        },
      ],
    };
  }
  const theirPod = theirs.get(shared);
  return {
    findings: [
      finding('MF4019', {
        cluster: provider.cluster,
        peer: client.cluster,
        object: SYSTEM_NAMESPACE,
        message: `Istio sends requests of ${client.cluster} straight to Pods of ${provider.cluster}, but both clusters give out the same addresses (${shared}), so that they cannot be one network.`,
        remedy: commandRemedy(
          provider.cluster,
          namespaceLabelCommand(provider, SYSTEM_NAMESPACE.name, {
            [NETWORK_LABEL]: `network-${provider.cluster}`,
          }),
        ),
        evidence: [
          networkEvidence(input, way),
          ...(theirPod === undefined
            ? []
            : [
                addressEvidence(
                  provider.cluster,
                  theirPod,
                  shared,
                  provider.state.pods.at,
                ),
              ]),
          addressEvidence(client.cluster, mine, shared, client.state.pods.at),
        ],
      }),
    ],
    missing: [],
  };
}

function addressEvidence(
  cluster: string,
  pod: Pod,
  address: string,
  at: string,
) {
  return {
    cluster,
    object: podRef(pod),
    field: 'status.podIPs',
    value: address,
    at,
  };
}

const byAddress = remembered(
  (pods: readonly Pod[]): ReadonlyMap<string, Pod> =>
    new Map(
      pods
        // Addresses of nodes say nothing about those of Pods; a Pod on a network of its own is no
        // neighbor.
        .filter(pod => !pod.hostNetwork && !pod.labels[NETWORK_LABEL])
        .flatMap(pod => pod.ips.map(ip => [ip, pod] as const))
        .sort(([a], [b]) => compareStrings(a, b)),
    ),
);

/**
 * Pods with an address of their own, by address, in the addresses' order; made once for a state.
 */
function podsByAddress(
  pods: Observed<readonly Pod[]>,
): ReadonlyMap<string, Pod> {
  return pods.status === 'unknown' ? new Map() : byAddress(pods.value);
}
