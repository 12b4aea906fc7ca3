import {
  NOW,
  aMeshOfServices,
  aPod,
  withMorePods,
  withPods,
  withUnknown,
} from '@mesh-federation/fixtures';
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  Pod,
} from '../../../../../model';
import { describeFindingCases } from '../../__testUtils__/describeFindingCases';
import { judgeCase } from '../../__testUtils__/judgeCase';
import {
  CONTROL,
  FROM_GATEWAY,
  TO_GATEWAY,
  aNetworkPolicy,
  labelled,
  packetCases,
  withNetworkPolicies,
} from '../../__testUtils__/packetCases';
import { createReachabilityContext } from '../../../lookup/context/createReachabilityContext';
import { pathLeg } from '../path';
import { policyAnswer, type Other } from './policyAnswer';

describeFindingCases(pathLeg, packetCases);

const LOCAL = { provider: 'east' };

const judge = (
  states: ReturnType<typeof aMeshOfServices>,
  query: object = {},
) => judgeCase(pathLeg, { states: () => states, query });

const SERVER = aPod('orders', 'east', { namedPorts: { http: 8080 } });
const CLIENT: Other = { kind: 'pod', pod: aPod('client', 'east') };
const ABROAD: Other = {
  kind: 'outside',
  addresses: ['198.51.100.7'],
  families: ['IPv4'],
};
const ANYWHERE: Other = { kind: 'outside', families: ['IPv4'] };

function answer(
  policies: readonly NetworkPolicy[],
  other: Other = CLIENT,
  pod: Pod = SERVER,
) {
  const context = createReachabilityContext(
    withNetworkPolicies('east', policies).map(state => ({ state })),
    NOW,
    { federations: [] },
  );
  return policyAnswer({
    index: context.index('east')!,
    direction: 'ingress',
    pod,
    other,
    port: 8080,
    protocol: 'TCP',
  }).answer;
}

const from = (
  peers: readonly NetworkPolicyPeer[],
  ports: readonly NetworkPolicyPort[] = [],
) => [aNetworkPolicy({ ingress: [{ peers, ports }] })];
const block = (cidr: string, ...except: string[]): NetworkPolicyPeer => ({
  kind: 'addresses',
  cidr,
  except,
});
const tcp = (port: number | string, endPort?: number): NetworkPolicyPort => ({
  protocol: 'TCP',
  port,
  ...(endPort && { endPort }),
});

describe('policyAnswer', () => {
  it.each([
    ['no policy', [], 'yes'],
    ['a policy for egress alone', [aNetworkPolicy({ egress: [] })], 'yes'],
    [
      'a policy for other Pods',
      [aNetworkPolicy({ ingress: [] }, { labels: { app: 'other' } })],
      'yes',
    ],
    [
      'a policy of another namespace',
      [aNetworkPolicy({ ingress: [] }, { namespace: 'depot' })],
      'yes',
    ],
    ['no rule', [aNetworkPolicy({ ingress: [] })], 'no'],
    ['a rule for everybody', from([]), 'yes'],
    [
      'two policies of which one lets it in',
      [
        aNetworkPolicy({ ingress: [] }),
        ...from([{ kind: 'pods', podSelector: labelled({ app: 'client' }) }]),
      ],
      'yes',
    ],
    [
      'Pods of the own namespace',
      from([{ kind: 'pods', podSelector: labelled() }]),
      'yes',
    ],
    [
      'other Pods of the own namespace',
      from([{ kind: 'pods', podSelector: labelled({ app: 'other' }) }]),
      'no',
    ],
    [
      'namespaces by a label that no one has',
      from([{ kind: 'pods', namespaceSelector: labelled({ team: 'a' }) }]),
      'no',
    ],
    [
      'Pods by a label that a rollout changes',
      from([
        { kind: 'pods', podSelector: labelled({ 'pod-template-hash': '1' }) },
      ]),
      'unknown',
    ],
    ['a block with the Pod in it', from([block('0.0.0.0/0')]), 'unknown'],
    ['a block without it', from([block('192.0.2.0/24')]), 'no'],
    ['something unknown', from([{ kind: 'other' }]), 'unknown'],
    ['the port', from([], [tcp(8080)]), 'yes'],
    ['another port', from([], [tcp(80)]), 'no'],
    ['a range of ports', from([], [tcp(8000, 9000)]), 'yes'],
    ['a range beside it', from([], [tcp(8000, 8079)]), 'no'],
    ['the name of the port', from([], [tcp('http')]), 'yes'],
    ['another name', from([], [tcp('admin')]), 'no'],
    ['the port of UDP', from([], [{ protocol: 'UDP', port: 8080 }]), 'no'],
  ] as const)('a Pod of the cluster, %s: %s', (_, policies, expected) => {
    expect(answer(policies)).toBe(expected);
  });

  it.each([
    ['its block', [block('198.51.100.0/24')], ABROAD, 'yes'],
    [
      'its block but for itself',
      [block('0.0.0.0/0', '198.51.100.0/24')],
      ABROAD,
      'no',
    ],
    [
      'all Pods',
      [{ kind: 'pods', namespaceSelector: labelled() }],
      ABROAD,
      'no',
    ],
    ['all addresses', [block('0.0.0.0/0')], ANYWHERE, 'yes'],
    ['all but some', [block('0.0.0.0/0', '10.0.0.0/8')], ANYWHERE, 'unknown'],
    ['some addresses', [block('198.51.100.0/24')], ANYWHERE, 'unknown'],
    ['those of the other family', [block('::/0')], ANYWHERE, 'no'],
  ] as const)('an address elsewhere, %s', (_, peers, other, expected) => {
    expect(answer(from(peers), other)).toBe(expected);
  });

  it('does not know what becomes of Pods with the address of their Node', () => {
    const hostNetwork = { ...SERVER, hostNetwork: true };
    const none = [aNetworkPolicy({ ingress: [] })];
    expect(answer(none, CLIENT, hostNetwork)).toBe('unknown');
    expect(
      answer(from([{ kind: 'pods', podSelector: labelled() }]), {
        kind: 'pod',
        pod: { ...aPod('client', 'east'), hostNetwork: true },
      }),
    ).toBe('unknown');
  });
});

describe('NetworkPolicies on the way', () => {
  const letsClientIn = [
    aNetworkPolicy({
      ingress: [
        {
          peers: [{ kind: 'pods', podSelector: labelled({ app: 'client' }) }],
          ports: [],
        },
      ],
    }),
  ];

  it("lets the client's own Pod in within a cluster, and not the gateway", () => {
    expect(judge(withNetworkPolicies('east', letsClientIn), LOCAL).status).toBe(
      'satisfied',
    );
    expect(judge(withNetworkPolicies('west', letsClientIn)).status).toBe(
      'violated',
    );
  });

  it('names the policy, what enforces it, and one that mends it', () => {
    const { findings } = judge(withNetworkPolicies('west', letsClientIn));
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'MF4026',
        object: expect.objectContaining({ name: 'packets' }),
        message:
          'NetworkPolicy shop/packets of west does not let packets of istio-system/mesh-federation-eastwest-istio to shop/orders on port 8080 through.',
        remedy: expect.objectContaining({
          text: expect.stringContaining('name: packets-but-mesh-ingress'),
        }),
      }),
    ]);
    expect(findings[0]!.evidence).toContainEqual(
      expect.objectContaining({ value: 'Calico' }),
    );
  });

  it('says which clients are kept back, where others are not', () => {
    const states = withMorePods(
      withNetworkPolicies('east', [
        aNetworkPolicy({ egress: [CONTROL] }, { labels: { app: 'shy' } }),
      ]),
      'east',
      [aPod('shy', 'east', { ips: ['10.1.0.77'] })],
    );
    const { status, conditions } = judge(states, {
      client: { cluster: 'east' },
    });
    expect(status).toBe('satisfied');
    expect(conditions.map(({ on, finding }) => [on, finding.code])).toEqual([
      ['client', 'MF4027'],
    ]);
  });

  it('asks whether the client reaches istiod and the name servers', () => {
    const states = withNetworkPolicies('east', [
      aNetworkPolicy({ egress: [TO_GATEWAY] }),
    ]);
    const { status, missing } = judge(states);
    expect(status).toBe('unknown');
    expect(missing.map(({ what }) => what)).toEqual([
      'whether proxies of shop/client hear from istiod',
      'whether shop/client can look names up',
    ]);
    const capturing = withPods(states, 'east', 'client', pod => ({
      ...pod,
      proxy: { ...pod.proxy!, dnsCapture: true },
    }));
    expect(judge(capturing).missing).toHaveLength(1);
  });

  it('does not know whether policies are in force where a plugin is known that leaves them', () => {
    const { status, missing } = judge(
      withNetworkPolicies(
        'west',
        [aNetworkPolicy({ ingress: [] })],
        [
          {
            object: {
              apiVersion: 'apps/v1',
              kind: 'DaemonSet',
              namespace: 'kube-flannel',
              name: 'kube-flannel-ds',
            },
            name: 'Flannel',
            enforces: false,
          },
        ],
      ),
    );
    expect(status).toBe('unknown');
    expect(missing[0]!.reason).toMatch(/Flannel .* does not/);
  });

  it("does not know what the gateway's policies do where its Pods are not known", () => {
    const states = withPods(
      withNetworkPolicies('west', [
        aNetworkPolicy({ ingress: [FROM_GATEWAY] }, { name: 'server' }),
        aNetworkPolicy({ ingress: [] }, { namespace: 'istio-system' }),
      ]),
      'west',
      'mesh-federation-eastwest-istio',
      pod => ({ ...pod, labels: {} }),
    );
    expect(judge(states).status).toBe('unknown');
  });

  it('needs nothing but the policies where there are none', () => {
    expect(
      judge(withUnknown(aMeshOfServices(), 'west', 'networkPlugins')).status,
    ).toBe('satisfied');
  });
});
