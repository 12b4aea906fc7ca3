import type {
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicyRule,
  Pod,
} from '../../../../../model';
import { matchesSelector } from '../../../../labelSelectors';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import { isInCidr } from '../../../lookup/topology/isInCidr';
import { isTopologyLabel } from '../../../lookup/topology/topologyLabels';
import { addressFamily } from '../../../networks/knownGateways';

/** `unknown` where objects do not tell, or network plugins differ. */
export type Answer = 'yes' | 'no' | 'unknown';

export type Direction = 'ingress' | 'egress';

/** A Pod as far as a policy looks at it, and as a sentence names it. */
export type PolicyPod = Pick<
  Pod,
  'namespace' | 'labels' | 'hostNetwork' | 'ips' | 'namedPorts'
> & { readonly workload: { readonly name: string } };

/** Who is at the other end: a Pod of the policy's own cluster, or an address from elsewhere. */
export type Other =
  | { readonly kind: 'pod'; readonly pod: PolicyPod }
  | {
      readonly kind: 'outside';
      /** Absent when nobody knows it, for example behind a load balancer. */
      readonly addresses?: readonly string[];
      /** What `addresses` would be. */
      readonly families: readonly ('IPv4' | 'IPv6')[];
    }
  | { readonly kind: 'not-known' };

/** One connection, seen from the Pod whose policies are asked. */
export interface Connection {
  readonly index: ClusterIndex;
  readonly direction: Direction;
  readonly pod: PolicyPod;
  readonly other: Other;
  /** On whichever side listens; absent when it cannot be told. */
  readonly port?: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Whether a connection is let through, and the policies that have a say. */
export interface PolicyAnswer {
  readonly answer: Answer;
  readonly policies: readonly NetworkPolicy[];
}

/** Labels that a ReplicaSet or a StatefulSet adds, which are not kept of a Pod. */
const NOT_KEPT = ['pod-template-hash', 'controller-revision-hash'];

/**
 * A Pod that no policy selects for a direction takes and sends everything; else what one of the
 * rules of those that select it lets through. Source: kubernetes/kubernetes
 * staging/src/k8s.io/api/networking/v1/types.go; kubernetes.io
 * docs/concepts/services-networking/network-policies.
 */
export function policyAnswer(connection: Connection): PolicyAnswer {
  const { index, direction, pod } = connection;
  const all = index.networkPolicies(pod.namespace);
  if (all.status === 'unknown') {
    return { answer: 'unknown', policies: [] };
  }
  const selecting = all.value.flatMap(policy => {
    const rules = policy[direction];
    const selects = matches(policy.podSelector, pod.labels);
    return rules === undefined || selects === 'no'
      ? []
      : [
          {
            policy,
            selects,
            lets: anyOf(rules, item => ruleAnswer(item, policy, connection)),
          },
        ];
  });
  return {
    answer: onHostNetwork(union(selecting), pod),
    policies: selecting.map(({ policy }) => policy),
  };
}

function union(
  selecting: readonly { readonly selects: Answer; readonly lets: Answer }[],
): Answer {
  const sure = selecting.filter(({ selects }) => selects === 'yes');
  const letting = sure.length > 0 ? sure : selecting;
  const isLet = ({ lets }: { readonly lets: Answer }) => lets === 'yes';
  if (
    selecting.length === 0 ||
    (sure.length > 0 ? letting.some(isLet) : letting.every(isLet))
  ) {
    return 'yes';
  }
  return sure.length > 0 && selecting.every(item => item.lets === 'no')
    ? 'no'
    : 'unknown';
}

/**
 * Most network plugins let policies pass by Pods that have the address of their Node; some do not.
 */
function onHostNetwork(answer: Answer, { hostNetwork }: PolicyPod): Answer {
  return answer === 'no' && hostNetwork ? 'unknown' : answer;
}

function ruleAnswer(
  { peers, ports }: NetworkPolicyRule,
  policy: NetworkPolicy,
  connection: Connection,
): Answer {
  return both(
    peers.length === 0
      ? 'yes'
      : anyOf(peers, peer => isPeer(peer, policy, connection)),
    ports.length === 0 ? 'yes' : anyOf(ports, port => isPort(port, connection)),
  );
}

function isPeer(
  peer: NetworkPolicyPeer,
  { object }: NetworkPolicy,
  { index, other }: Connection,
): Answer {
  if (peer.kind === 'other' || other.kind === 'not-known') {
    return 'unknown';
  }
  if (peer.kind === 'addresses') {
    return other.kind === 'pod'
      ? isPodInBlock(peer, other.pod)
      : isInBlock(peer, other);
  }
  if (other.kind === 'outside') {
    return 'no';
  }
  const { pod } = other;
  const inNamespace = peer.namespaceSelector
    ? isInNamespaces(index, peer.namespaceSelector, pod.namespace)
    : answerOf(pod.namespace === object.namespace);
  const found = both(
    inNamespace,
    peer.podSelector ? matches(peer.podSelector, pod.labels) : 'yes',
  );
  // Its packets come from the address of its Node.
  return found === 'yes' && pod.hostNetwork ? 'unknown' : found;
}

function isInNamespaces(
  index: ClusterIndex,
  selector: LabelSelector,
  name: string,
): Answer {
  const namespace = index.namespace(name);
  return namespace.status === 'unknown'
    ? 'unknown'
    : answerOf(matchesSelector(selector, namespace.value?.labels ?? {}));
}

type Block = Extract<NetworkPolicyPeer, { kind: 'addresses' }>;

/**
 * Whether blocks of addresses mean Pods of the own cluster is left to the network plugin: Cilium
 * knows Pods by their labels alone.
 */
function isPodInBlock({ cidr, except }: Block, { ips }: PolicyPod): Answer {
  return ips.some(
    ip => isInCidr(ip, cidr) && !except.some(range => isInCidr(ip, range)),
  )
    ? 'unknown'
    : 'no';
}

function isInBlock(
  { cidr, except }: Block,
  { addresses, families }: Extract<Other, { kind: 'outside' }>,
): Answer {
  if (addresses !== undefined) {
    const inside = addresses.filter(
      address =>
        isInCidr(address, cidr) &&
        !except.some(range => isInCidr(address, range)),
    );
    if (inside.length === 0) {
      return 'no';
    }
    return inside.length === addresses.length ? 'yes' : 'unknown';
  }
  const [base = '', length] = cidr.split('/');
  const family = addressFamily(base);
  if (family === undefined || !families.includes(family)) {
    return families.length > 0 ? 'no' : 'unknown';
  }
  return length === '0' && except.length === 0 && families.length === 1
    ? 'yes'
    : 'unknown';
}

/** The name of a port is looked up among those that the Pod with the port declares. */
function isPort(
  { protocol, port, endPort }: NetworkPolicyPort,
  connection: Connection,
): Answer {
  if (protocol !== connection.protocol) {
    return 'no';
  }
  if (port === undefined) {
    return 'yes';
  }
  const { direction, pod, other } = connection;
  if (connection.port === undefined) {
    return 'unknown';
  }
  if (typeof port === 'number') {
    return answerOf(
      connection.port >= port && connection.port <= (endPort ?? port),
    );
  }
  const listening: Other =
    direction === 'ingress' ? { kind: 'pod', pod } : other;
  switch (listening.kind) {
    case 'pod':
      return answerOf(listening.pod.namedPorts[port] === connection.port);
    case 'outside':
      return 'no';
    default:
      return 'unknown';
  }
}

function matches(
  selector: LabelSelector,
  labels: Readonly<Record<string, string>>,
): Answer {
  const { matchLabels, matchExpressions } = selector;
  // Kubernetes knows nothing of the labels that istiod adds to Pods.
  const isUnseen = (key: string) =>
    NOT_KEPT.includes(key) || isTopologyLabel(key);
  const seen = {
    matchLabels: Object.fromEntries(
      Object.entries(matchLabels).filter(([key]) => !isUnseen(key)),
    ),
    matchExpressions: matchExpressions.filter(({ key }) => !isUnseen(key)),
  };
  const isAll =
    Object.keys(seen.matchLabels).length === Object.keys(matchLabels).length &&
    seen.matchExpressions.length === matchExpressions.length;
  if (!matchesSelector(seen, labels)) {
    return 'no';
  }
  return isAll ? 'yes' : 'unknown';
}

function answerOf(value: boolean): Answer {
  return value ? 'yes' : 'no';
}

function both(a: Answer, b: Answer): Answer {
  if (a === 'no' || b === 'no') {
    return 'no';
  }
  return a === 'yes' && b === 'yes' ? 'yes' : 'unknown';
}

function anyOf<T>(items: readonly T[], ask: (item: T) => Answer): Answer {
  const answers = items.map(ask);
  return (
    answers.find(item => item === 'yes') ??
    answers.find(item => item === 'unknown') ??
    'no'
  );
}
