import type { EastWestGateway, Pod } from '../../../../../model';
import { optional } from '../../../../../model/basics/optional';
import type { ClusterIndex } from '../../../lookup/ClusterIndex';
import {
  addressFamily,
  type KnownGateway,
} from '../../../networks/knownGateways';
import { gatewayPods } from '../../../networks/gatewayPods';
import type { LegInput, ProviderEndpoint } from '../../../question/Leg';
import {
  policyAnswer,
  type Connection,
  type Other,
  type PolicyAnswer,
  type PolicyPod,
} from './policyAnswer';

/** One Pod that lets packets in or out, and what its policies make of them. */
export interface Hop extends PolicyAnswer {
  readonly role: 'client' | 'gateway' | 'server';
  readonly index: ClusterIndex;
  readonly direction: Connection['direction'];
  readonly pod: PolicyPod;
  readonly other: Other;
  readonly port?: number;
}

function hop(role: Hop['role'], connection: Connection): Hop {
  const { index, direction, pod, other, port } = connection;
  return {
    role,
    index,
    direction,
    pod,
    other,
    ...optional({ port }),
    ...policyAnswer(connection),
  };
}

/** From the client straight to the Pod that answers. */
export function straightHops(
  { client, provider }: LegInput,
  from: PolicyPod,
  { pod, address, targetPort }: ProviderEndpoint,
): readonly Hop[] {
  const isLocal = client.cluster === provider.cluster;
  const to: Other =
    isLocal && pod !== undefined
      ? { kind: 'pod', pod }
      : outside([address], from.ips);
  const between = {
    ...optional({ port: targetPort }),
    protocol: 'TCP',
  } as const;
  return [
    hop('client', {
      index: client,
      direction: 'egress',
      pod: from,
      other: to,
      ...between,
    }),
    ...(pod === undefined
      ? []
      : [
          hop('server', {
            index: provider,
            direction: 'ingress',
            pod,
            // What routers between two clusters make of the address is not seen.
            other: isLocal
              ? { kind: 'pod', pod: from }
              : { kind: 'outside', families: familiesOf(pod.ips) },
            ...between,
          }),
        ]),
  ];
}

/** From the client to a gateway: whatever the gateway's Pods are. */
export function toGateway(
  { client }: LegInput,
  from: PolicyPod,
  { address, port }: Pick<KnownGateway, 'address' | 'port'>,
): Hop {
  return hop('client', {
    index: client,
    direction: 'egress',
    pod: from,
    other: outside([address], from.ips),
    port,
    protocol: 'TCP',
  });
}

/** Into a gateway's Pod, out of it, and into the Pod that answers. */
export function gatewayHops(
  { provider }: LegInput,
  {
    index,
    gateway,
  }: { readonly index: ClusterIndex; readonly gateway: EastWestGateway },
  { pod, address, targetPort }: ProviderEndpoint,
): readonly Hop[] {
  const all = gatewayPods(index, gateway.object);
  const isNear = index.cluster === provider.cluster;
  const server = (other: Other) =>
    pod === undefined
      ? []
      : [
          hop('server', {
            index: provider,
            direction: 'ingress',
            pod,
            other,
            ...optional({ port: targetPort }),
            protocol: 'TCP',
          }),
        ];
  const [first] = all;
  if (first === undefined) {
    return [...unseenGateway(index, gateway), ...server({ kind: 'not-known' })];
  }
  return distinct(all).flatMap(own => [
    hop('gateway', {
      index,
      direction: 'ingress',
      pod: own,
      // Load balancers and Nodes put addresses of their own in place of the client's.
      other: { kind: 'outside', families: familiesOf(own.ips) },
      ...optional({ port: podPort(index, gateway, own) }),
      protocol: 'TCP',
    }),
    hop('gateway', {
      index,
      direction: 'egress',
      pod: own,
      other:
        isNear && pod !== undefined
          ? { kind: 'pod', pod }
          : outside([address], own.ips),
      ...optional({ port: targetPort }),
      protocol: 'TCP',
    }),
    ...server(
      isNear
        ? { kind: 'pod', pod: own }
        : { kind: 'outside', families: familiesOf(own.ips) },
    ),
  ]);
}

/** Where policies may select the Pods of a gateway that are not known. */
function unseenGateway(
  index: ClusterIndex,
  { object }: EastWestGateway,
): readonly Hop[] {
  const { namespace = '', name } = object;
  const policies = index.networkPolicies(namespace);
  return policies.status === 'observed' && policies.value.length > 0
    ? [
        {
          role: 'gateway',
          index,
          direction: 'ingress',
          pod: {
            namespace,
            workload: { name },
            labels: {},
            hostNetwork: false,
            ips: [],
            namedPorts: {},
          },
          other: { kind: 'not-known' },
          answer: 'unknown',
          policies: policies.value,
        },
      ]
    : [];
}

function outside(addresses: readonly string[], own: readonly string[]): Other {
  const families = familiesOf(own);
  return addresses.every(item => addressFamily(item) !== undefined)
    ? { kind: 'outside', addresses, families }
    : { kind: 'outside', families };
}

function familiesOf(ips: readonly string[]) {
  return [...new Set(ips.flatMap(ip => addressFamily(ip) ?? []))];
}

/** Pods of one gateway that no policy can tell apart count once. */
function distinct(pods: readonly Pod[]): readonly Pod[] {
  const keyOf = ({ labels, hostNetwork }: Pod) =>
    JSON.stringify([Object.entries(labels).sort(), hostNetwork]);
  return [...new Map(pods.map(pod => [keyOf(pod), pod])).values()];
}

/** Where the gateway's Pods listen for what its Service takes at its port. */
function podPort(
  index: ClusterIndex,
  { object, port }: EastWestGateway,
  { namedPorts }: PolicyPod,
): number | undefined {
  const names =
    object.kind === 'Service'
      ? [object.name]
      : [`${object.name}-istio`, object.name];
  for (const name of names) {
    const service = index.service(object.namespace ?? '', name);
    if (service.status === 'unknown') {
      return undefined;
    }
    const found = service.value?.ports.find(item => item.port === port);
    if (found !== undefined) {
      const { targetPort = String(port) } = found;
      return /^\d+$/.test(targetPort)
        ? Number(targetPort)
        : namedPorts[targetPort];
    }
  }
  return port;
}
