import { observed, type NetworkPolicy } from '../../../model';
import { OBSERVED_AT } from '@mesh-federation/fixtures';
import {
  CALICO,
  CONTROL,
  FROM_GATEWAY,
  TO_GATEWAY,
  aNetworkPolicy,
  labelled,
} from '../legs/__testUtils__/packetCases';
import { changingState, type MeshChange, type Subject } from './MeshChange';

/** Changes by NetworkPolicies. */
export function packetChanges({
  namespace,
  server,
  client,
}: Subject): Readonly<Record<string, MeshChange>> {
  const policy = (
    name: string,
    rules: Pick<NetworkPolicy, 'ingress' | 'egress'>,
    labels: Readonly<Record<string, string>> = {},
  ) => adding(aNetworkPolicy(rules, { namespace, name, labels }));
  return {
    'packets to servers dropped': policy(
      'none',
      { ingress: [] },
      {
        app: server,
      },
    ),
    'packets of the gateway let in': policy('gateway', {
      ingress: [FROM_GATEWAY],
    }),
    'packets of the client let in': policy('client', {
      ingress: [
        {
          peers: [
            { kind: 'pods', podSelector: labelled({ app: client }) },
            { kind: 'addresses', cidr: '10.1.0.13/32', except: [] },
          ],
          ports: [],
        },
      ],
    }),
    'packets of clients dropped': policy(
      'shy',
      { egress: [] },
      {
        app: client,
      },
    ),
    'packets of clients go to gateways': policy('out', {
      egress: [TO_GATEWAY, CONTROL],
    }),
    'packets to gateways dropped': adding(
      aNetworkPolicy(
        { ingress: [] },
        { namespace: 'istio-system', name: 'gateways' },
      ),
    ),
    'policies are enforced': changingState(() => ({
      networkPlugins: observed([CALICO], OBSERVED_AT),
    })),
  };
}

function adding(policy: NetworkPolicy): MeshChange {
  const { namespace, name } = policy.object;
  return changingState(({ networkPolicies }) => ({
    networkPolicies:
      networkPolicies.status === 'observed'
        ? observed(
            [
              ...networkPolicies.value.filter(
                ({ object }) =>
                  object.namespace !== namespace || object.name !== name,
              ),
              policy,
            ],
            networkPolicies.at,
          )
        : networkPolicies,
  }));
}
