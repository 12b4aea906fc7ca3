import { finding } from '../../../../../findings/registry';
import type { Evidence, Finding, Remedy } from '../../../../../model';
import { NAMESPACE_NAME_LABEL } from '../../../../../model/istioNames';
import { createRemedy } from '../../../parts/remedies';
import { optional } from '../../../../../model/basics/optional';
import { describePackets, hopEvidence, namePolicies } from './describeHop';
import type { Hop } from './hopsBetween';
import type { Other } from './policyAnswer';

const CODES = {
  server: 'MF4026',
  client: 'MF4027',
  gateway: 'MF4028',
} as const;

/**
 * MF4026, MF4027, MF4028: policies that drop the packets, in a cluster where something is known to
 * enforce them.
 */
export function hopFinding(hop: Hop, enforced: Evidence): Finding {
  const { index, policies, role } = hop;
  const { cluster } = index;
  const { networkPolicies } = index.state;
  const code = CODES[role];
  return finding(code, {
    cluster,
    object: policies[0]!.object,
    message: `${namePolicies(hop)} ${
      policies.length > 1 ? 'do' : 'does'
    } not let ${describePackets(hop)} through.`,
    ...optional({ remedy: hopRemedy(hop) }),
    evidence: [...hopEvidence(hop, networkPolicies.at), enforced],
  });
}

/**
 * A policy beside the others, for the very Pods that one of them selects: what any of them lets
 * through gets through, and no other Pod is shut off by it.
 */
function hopRemedy({
  index,
  policies,
  direction,
  other,
  port,
}: Hop): Remedy | undefined {
  const [policy] = policies;
  if (policy === undefined || other.kind === 'not-known') {
    return undefined;
  }
  const { namespace, name } = policy.object;
  const peers = someOrNone(peersFor(other));
  return createRemedy(index.cluster, [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${name}-but-mesh-${direction}`.slice(-63), namespace },
      spec: {
        podSelector: policy.podSelector,
        policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
        [direction]: [
          optional({
            [direction === 'ingress' ? 'from' : 'to']: peers,
            ports: port === undefined ? undefined : [{ protocol: 'TCP', port }],
          }),
        ],
      },
    },
  ]);
}

function someOrNone<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** Nobody where the address is not known: the port is let through for all. */
function peersFor(
  other: Exclude<Other, { kind: 'not-known' }>,
): readonly object[] {
  if (other.kind === 'outside') {
    return (other.addresses ?? []).map(address => ({
      ipBlock: { cidr: `${address}/${address.includes(':') ? 128 : 32}` },
    }));
  }
  return [
    {
      namespaceSelector: {
        matchLabels: { [NAMESPACE_NAME_LABEL]: other.pod.namespace },
      },
    },
  ];
}
