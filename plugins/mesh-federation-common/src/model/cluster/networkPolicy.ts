import type { ObjectRef } from '../basics/identifiers';
import type { LabelSelector } from './meshConfig';

/**
 * Who is on the other side of a connection. `addresses` is what Kubernetes calls `ipBlock`; `other`
 * is what this plugin does not know.
 *
 * @public
 */
export type NetworkPolicyPeer =
  | {
      readonly kind: 'pods';
      /** Absent: the namespace of the policy. */
      readonly namespaceSelector?: LabelSelector;
      /** Absent: all Pods of the namespaces. */
      readonly podSelector?: LabelSelector;
    }
  | {
      readonly kind: 'addresses';
      readonly cidr: string;
      readonly except: readonly string[];
    }
  | { readonly kind: 'other' };

/** @public */
export interface NetworkPolicyPort {
  readonly protocol: string;
  /** A number, or the name of a port of the Pod; absent: all. */
  readonly port?: number | string;
  /** The last of a range that begins with `port`. */
  readonly endPort?: number;
}

/** @public */
export interface NetworkPolicyRule {
  /** One of them has to match; empty: everybody. */
  readonly peers: readonly NetworkPolicyPeer[];
  /** One of them has to match; empty: all ports. */
  readonly ports: readonly NetworkPolicyPort[];
}

/**
 * Source: kubernetes/kubernetes staging/src/k8s.io/api/networking/v1/types.go.
 *
 * @public
 */
export interface NetworkPolicy {
  readonly object: ObjectRef;
  /** Pods of the same namespace; an empty one selects all. */
  readonly podSelector: LabelSelector;
  /** What the Pods may receive; absent: it says nothing about that. Empty: nothing. */
  readonly ingress?: readonly NetworkPolicyRule[];
  /** To whom the Pods may connect, in the same way. */
  readonly egress?: readonly NetworkPolicyRule[];
}

/**
 * A DaemonSet that is known to put NetworkPolicies into effect, or not to.
 *
 * @public
 */
export interface NetworkPlugin {
  readonly object: ObjectRef;
  /** For example `Calico`. */
  readonly name: string;
  /**
   * False says nothing about other things that may run in the cluster: only true decides anything.
   */
  readonly enforces: boolean;
}
