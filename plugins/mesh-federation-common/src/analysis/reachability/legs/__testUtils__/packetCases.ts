import {
  OBSERVED_AT,
  aMeshOfServices,
  withPods,
  withState,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import {
  GATEWAY_NAME_LABEL,
  observed,
  type LabelSelector,
  type NetworkPlugin,
  type NetworkPolicy,
} from '../../../../model';
import type { FindingCases } from './FindingCases';

export const labelled = (
  matchLabels: Readonly<Record<string, string>> = {},
): LabelSelector => ({ matchLabels, matchExpressions: [] });

/** Of namespace `shop`; selects all of its Pods, and says nothing unless told. */
export function aNetworkPolicy(
  rules: Pick<NetworkPolicy, 'ingress' | 'egress'>,
  {
    namespace = 'shop',
    name = 'packets',
    labels = {},
  }: {
    readonly namespace?: string;
    readonly name?: string;
    readonly labels?: Readonly<Record<string, string>>;
  } = {},
): NetworkPolicy {
  return {
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      namespace,
      name,
    },
    podSelector: labelled(labels),
    ...rules,
  };
}

export const CALICO: NetworkPlugin = {
  object: {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    namespace: 'kube-system',
    name: 'calico-node',
  },
  name: 'Calico',
  enforces: true,
};

/** The mesh whose Pods of the gateways can be told, with policies in one cluster. */
export function withNetworkPolicies(
  cluster: string,
  policies: readonly NetworkPolicy[],
  plugins: readonly NetworkPlugin[] = [CALICO],
  states: MeshStates = aMeshOfServices(),
): MeshStates {
  const labelledGateways = states.reduce(
    (current, state) =>
      withPods(
        current,
        state.cluster,
        'mesh-federation-eastwest-istio',
        pod => ({
          ...pod,
          labels: {
            ...pod.labels,
            [GATEWAY_NAME_LABEL]: 'mesh-federation-eastwest',
          },
        }),
      ),
    states,
  );
  return withState(labelledGateways, cluster, {
    networkPolicies: observed(policies, OBSERVED_AT),
    networkPlugins: observed(plugins, OBSERVED_AT),
  });
}

const tcp = (port: number | string) => ({ protocol: 'TCP', port });

/** What every client needs. */
export const CONTROL = {
  peers: [],
  ports: [tcp(15012), { protocol: 'UDP', port: 53 }],
};

export const FROM_GATEWAY = {
  peers: [
    {
      kind: 'pods',
      namespaceSelector: labelled({
        'kubernetes.io/metadata.name': 'istio-system',
      }),
      podSelector: labelled({
        [GATEWAY_NAME_LABEL]: 'mesh-federation-eastwest',
      }),
    },
  ],
  ports: [tcp(8080)],
} as const;

export const TO_GATEWAY = {
  peers: [{ kind: 'addresses', cidr: '192.0.2.0/24', except: [] }],
  ports: [tcp(15443)],
} as const;

const OF_GATEWAY = { namespace: 'istio-system', name: 'gateway' };

const fromOwnCluster = {
  peers: [{ kind: 'pods', namespaceSelector: labelled() }],
  ports: [],
} as const;

/** Codes of the leg `path` that NetworkPolicies bring. */
export const packetCases: FindingCases = {
  MF4026: {
    positive: {
      when: "nothing is let in to the server's Pods",
      states: () =>
        withNetworkPolicies('west', [
          aNetworkPolicy({ ingress: [] }, { labels: { app: 'orders' } }),
        ]),
    },
    negative: {
      when: "another policy lets the gateway's Pods in",
      states: () =>
        withNetworkPolicies('west', [
          aNetworkPolicy({ ingress: [] }),
          aNetworkPolicy(
            { ingress: [FROM_GATEWAY] },
            { name: 'gateway', labels: { app: 'orders' } },
          ),
        ]),
    },
    unknown: {
      when: 'nothing is known to enforce policies',
      states: () =>
        withNetworkPolicies(
          'west',
          [aNetworkPolicy({ ingress: [] }, { labels: { app: 'orders' } })],
          [],
        ),
    },
  },
  MF4027: {
    positive: {
      when: 'the client may connect to Pods of its own cluster alone',
      states: () =>
        withNetworkPolicies('east', [
          aNetworkPolicy({ egress: [fromOwnCluster, CONTROL] }),
        ]),
    },
    negative: {
      when: "the gateway's address is let through",
      states: () =>
        withNetworkPolicies('east', [
          aNetworkPolicy({ egress: [TO_GATEWAY, CONTROL] }),
        ]),
    },
    unknown: {
      when: 'the policies are not observed',
      states: () =>
        withUnknown(withNetworkPolicies('east', []), 'east', 'networkPolicies'),
    },
  },
  MF4028: {
    positive: {
      when: "the gateway's Pods take packets of Pods alone",
      states: () =>
        withNetworkPolicies('west', [
          aNetworkPolicy({ ingress: [fromOwnCluster] }, OF_GATEWAY),
        ]),
    },
    negative: {
      when: "the gateway's Pods take packets of everybody on its port",
      states: () =>
        withNetworkPolicies('west', [
          aNetworkPolicy(
            { ingress: [{ peers: [], ports: [tcp(15443)] }] },
            OF_GATEWAY,
          ),
        ]),
    },
    unknown: {
      when: "the gateway's Pods take packets of some addresses",
      states: () =>
        withNetworkPolicies('west', [
          aNetworkPolicy(
            {
              ingress: [
                {
                  peers: [
                    { kind: 'addresses', cidr: '198.51.100.0/24', except: [] },
                  ],
                  ports: [],
                },
              ],
            },
            OF_GATEWAY,
          ),
        ]),
    },
  },
};
