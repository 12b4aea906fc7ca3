import {
  optional,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  type NetworkPolicyRule,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  at,
  listOf,
  numberOf,
  objectOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';
import { decodeLabelSelector } from '../../../kubernetes/objects/labelSelectors';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { nameOf, sortObjects } from '../istioObjects';

const TYPE = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

/**
 * Sorted by namespace, then name. Source: kubernetes/kubernetes
 * staging/src/k8s.io/api/networking/v1/types.go NetworkPolicySpec.
 */
export function decodeNetworkPolicies(
  objects: readonly KubernetesObject[],
): readonly NetworkPolicy[] {
  return sortObjects(objects).map(object => {
    const { podSelector, ingress, egress, policyTypes } = objectOf(object.spec);
    const types = typesOf(policyTypes, egress);
    const where = nameOf(object, TYPE.kind);
    return {
      object: objectRef(object, TYPE),
      podSelector: decodeLabelSelector(podSelector, where),
      ...optional({
        ingress: types.includes('Ingress')
          ? rulesOf(ingress, 'from', where)
          : undefined,
        egress: types.includes('Egress')
          ? rulesOf(egress, 'to', where)
          : undefined,
      }),
    };
  });
}

/** Without the list, a policy is always about ingress, and about egress if it has rules for it. */
function typesOf(policyTypes: unknown, egress: unknown): readonly string[] {
  const types = textsOf(policyTypes);
  if (types.length > 0) {
    return types;
  }
  return listOf(egress).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function rulesOf(
  rules: unknown,
  peers: 'from' | 'to',
  where: string,
): readonly NetworkPolicyRule[] {
  return listOf(rules).map(rule => ({
    peers: listOf(at(rule, peers)).map(peer => decodePeer(peer, where)),
    ports: listOf(at(rule, 'ports')).map(decodePort),
  }));
}

function decodePeer(peer: unknown, where: string): NetworkPolicyPeer {
  const { ipBlock, namespaceSelector, podSelector } = objectOf(peer);
  const cidr = textOf(at(ipBlock, 'cidr'));
  const selectorOf = (selector: unknown) =>
    selector === undefined || selector === null
      ? undefined
      : decodeLabelSelector(selector, where);
  const selectors = optional({
    namespaceSelector: selectorOf(namespaceSelector),
    podSelector: selectorOf(podSelector),
  });
  if (Object.keys(selectors).length > 0) {
    return { kind: 'pods', ...selectors };
  }
  return cidr === undefined
    ? { kind: 'other' }
    : { kind: 'addresses', cidr, except: textsOf(at(ipBlock, 'except')) };
}

function decodePort(entry: unknown): NetworkPolicyPort {
  const port = at(entry, 'port');
  return {
    protocol: textOf(at(entry, 'protocol')) ?? 'TCP',
    ...optional({
      port: numberOf(port) ?? textOf(port),
      endPort: numberOf(at(entry, 'endPort')),
    }),
  };
}
