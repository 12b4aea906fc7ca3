import type { Evidence } from '../../../../../model';
import { describeObject } from '../../../../../model/objectRef';
import type { Hop } from './hopsBetween';
import type { Other, PolicyPod } from './policyAnswer';

/** For example `NetworkPolicy shop/deny of west`. */
export function namePolicies({ policies, index }: Hop): string {
  const [first] = policies;
  const more = policies.length - 1;
  const named = first ? describeObject(first.object) : 'NetworkPolicies';
  return `${named}${more > 0 ? ` and ${more} more` : ''} of ${index.cluster}`;
}

/** What the hop lets through, or not. */
export function describePackets({
  direction,
  pod,
  other,
  port,
  role,
}: Hop): string {
  const own = nameWorkload(pod);
  const on = port === undefined ? '' : ` on port ${port}`;
  if (direction === 'egress') {
    return `packets of ${own} to ${nameOther(other)}${on}`;
  }
  return role === 'gateway'
    ? `packets of other clusters to ${own}${on}`
    : `packets of ${nameOther(other)} to ${own}${on}`;
}

/** Why the objects do not tell. */
export function whyUnknown({ pod, other, direction }: Hop): string {
  if (pod.hostNetwork) {
    return `${nameWorkload(
      pod,
    )} has the address of its Node, and network plugins differ in what they make of such Pods`;
  }
  if (other.kind === 'not-known') {
    return 'the Pods of the gateway are not known';
  }
  if (other.kind === 'pod') {
    return other.pod.hostNetwork
      ? `${nameWorkload(other.pod)} has the address of its Node`
      : 'it names addresses of Pods, labels that a rollout changes, or a port that cannot be told, and network plugins differ in what they make of addresses';
  }
  return direction === 'ingress'
    ? 'it names addresses, and from which ones requests arrive is not seen'
    : 'it names addresses, and that of the gateway is not known';
}

/** The policies of a hop, and what they do. */
export function hopEvidence(hop: Hop, at: string): readonly Evidence[] {
  const { index, policies, direction, answer } = hop;
  return policies.map(({ object }) => ({
    cluster: index.cluster,
    object,
    field: `spec.${direction}`,
    value: `${answer === 'yes' ? 'lets' : 'does not let'} ${describePackets(
      hop,
    )} through`,
    at,
  }));
}

function nameOther(other: Other): string {
  switch (other.kind) {
    case 'pod':
      return nameWorkload(other.pod);
    case 'outside':
      return other.addresses?.join(', ') ?? 'addresses outside of the cluster';
    default:
      return 'the east-west gateway';
  }
}

function nameWorkload({ namespace, workload }: PolicyPod): string {
  return `${namespace}/${workload.name}`;
}
