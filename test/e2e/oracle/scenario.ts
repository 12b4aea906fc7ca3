import type { KubeObject, ObjectRef } from './KubeApi.ts';

/** Makes one thing different in one cluster, or in all. Each is taken back afterwards. */
export type Change = { readonly cluster: string } & (
  | { readonly kind: 'delete'; readonly object: ObjectRef }
  | {
      readonly kind: 'patch';
      readonly object: ObjectRef;
      /** JSON merge patch. */
      readonly with: unknown;
    }
  | {
      /** A field to another place of the same object; keys parted by dots. */
      readonly kind: 'move';
      readonly object: ObjectRef;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'copy';
      readonly object: ObjectRef;
      readonly name: string;
    }
  | {
      /** JSON merge patch on the YAML under key `mesh` of a ConfigMap in istio-system. */
      readonly kind: 'meshConfig';
      readonly configMap: string;
      readonly set: unknown;
    }
  | {
      readonly kind: 'restart';
      readonly what: 'istiod' | 'workloads' | 'gateways';
    }
  | {
      /** Deletes a ServiceAccount and waits until its tokens are refused. */
      readonly kind: 'revoke';
      readonly object: ObjectRef;
    }
  | { readonly kind: 'stop' }
  | {
      /**
       * Drops packets to the Pods of a Deployment from other Pods, by iptables on their nodes, as
       * what enforces NetworkPolicies does: no object says so.
       */
      readonly kind: 'isolate';
      readonly object: ObjectRef;
    }
  | {
      /** Routes, so that the Pods of all clusters reach each other without a gateway. */
      readonly kind: 'joinPodNetworks';
    }
);

/** A Service that the harness makes, on port 80. */
export interface SceneService {
  readonly namespace: string;
  readonly name: string;
  readonly workload: string;
  /** Clusters in which the workload stands behind it. */
  readonly runs: readonly string[];
  /** Clusters that have the Service object. */
  readonly in: readonly string[];
}

/** What is called. */
export interface Target {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  /** The host of another Service, for which this one is another name. */
  readonly aliases?: readonly string[];
  /** Who stands behind it: an answer of anybody else is none of the Service. */
  readonly workload?: string;
}

/** How the host of a request is written: in full, or shorter. */
export type HostForm = 'full' | 'name' | 'namespace' | 'svc';

/**
 * One kind of request; a scenario that is about paths, methods or anything else of them has
 * several.
 */
export interface RequestKind {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: HostForm;
  /** Absent: HTTP/1.1. A call of gRPC has the path of its method. */
  readonly protocol?: 'h2c' | 'grpc';
  /** Who calls, by the issuer whose key is in `${JWKS}`. */
  readonly token?: {
    readonly claims: Readonly<Record<string, unknown>>;
    /** Signed by somebody else. */
    readonly forged: boolean;
  };
}

/** A workload of the scene that calls, or one that the scenario brings. */
export interface Client {
  readonly namespace: string;
  readonly workload: string;
}

/**
 * That the plugin's own remedies mend one answer: the remedy of the first cause is applied as it
 * stands, then that of the next one, until requests arrive.
 */
export interface Treatment {
  /** The cluster of the client, and that of the server. */
  readonly from: string;
  readonly to: string;
  readonly client: Client;
  readonly target: Target;
  /** Codes of the causes, in the order in which they come up. */
  readonly causes: readonly string[];
  /**
   * What somebody else does between the answer and its remedy, which then is refused and changes
   * nothing.
   */
  readonly meanwhile: readonly Change[];
}

/** Why nobody who reads objects can know where requests arrive. */
export interface Undecided {
  readonly reason: string;
  /**
   * Changes that no object shows. After them the traffic of an answer that is unknown has to be
   * another one: that proves the reason.
   */
  readonly otherwise: readonly Change[];
}

/** One folder, read and checked. */
export interface Scenario {
  readonly name: string;
  readonly folder: string;
  readonly sentence: string;
  readonly services: readonly SceneService[];
  readonly targets: readonly Target[];
  readonly requests: readonly RequestKind[];
  readonly clients: readonly Client[];
  readonly changes: readonly Change[];
  readonly treatment?: Treatment;
  readonly undecided?: Undecided;
  /** Objects to apply, by cluster. */
  readonly manifests: Readonly<Record<string, readonly KubeObject[]>>;
}
