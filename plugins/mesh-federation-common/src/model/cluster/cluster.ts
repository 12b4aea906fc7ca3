import type {
  ClusterId,
  ClusterName,
  Fingerprint,
  ObjectRef,
  Timestamp,
} from '../basics/identifiers';
import type { Manifest } from '../basics/manifest';
import type { Observed } from '../basics/observed';
import type {
  AuthorizationPolicy,
  DestinationRule,
  ProxyExtension,
  PeerAuthentication,
  ProxyConfig,
  RequestAuthentication,
  Sidecar,
  VirtualService,
} from './policy';
import type {
  EndpointSlice,
  Namespace,
  Node,
  Pod,
  Service,
  ServiceEntry,
  WorkloadEntry,
} from './service';
import type { ControlPlane } from './controlPlane';
import type { NetworkPlugin, NetworkPolicy } from './networkPolicy';
import type { Ownership } from './ownership';
import type { TrustStore, ProxyRoots } from './trustStore';

/**
 * A Secret with label istio/multiCluster=true, one entry for each data key. Never holds the
 * credential.
 *
 * @public
 */
export interface RemoteSecret {
  readonly secret: ObjectRef;
  readonly resourceVersion: string;
  readonly ownership: Ownership;
  /** The data key: the id under which istiod registers the cluster. */
  readonly clusterId: ClusterId;
  /** Absent, with `problem` set, when the kubeconfig cannot be read. */
  readonly server?: string;
  /** SHA-256 of each certificate in certificate-authority-data. */
  readonly caFingerprints: readonly Fingerprint[];
  readonly credential:
    | 'token'
    | 'client-certificate'
    | 'exec'
    | 'auth-provider'
    | 'none';
  /** From the token's `iat`. */
  readonly tokenIssuedAt?: Timestamp;
  /** From the token's `exp`; absent for a token that never expires. */
  readonly tokenExpiresAt?: Timestamp;
  /**
   * From the token's `sub`, for example
   * `system:serviceaccount:istio-system:istio-reader-service-account`.
   */
  readonly tokenSubject?: string;
  /**
   * Whether the API server that the secret points to accepts the token now (TokenReview in that
   * cluster).
   */
  readonly token: Observed<'accepted' | 'rejected'>;
  readonly problem?: string;
}

/**
 * Source: istio/istio pilot/pkg/serviceregistry/kube/controller/network.go.
 *
 * @public
 */
export interface EastWestGateway {
  /** The Gateway API Gateway, or the Service of a classic gateway. */
  readonly object: ObjectRef;
  readonly resourceVersion: string;
  readonly ownership: Ownership;
  readonly network: string;
  readonly addresses: readonly string[];
  /** Of the Service, or of the listener. */
  readonly port: number;
  /** The port of Nodes to which clients are sent in place of it. */
  readonly nodePort?: number;
  /** Those of the addresses that somebody wrote down; no load balancer and no Node has them. */
  readonly unproven?: readonly string[];
  /** Those of Nodes that hand on to Pods of their own alone, and have none. */
  readonly silent?: readonly string[];
  /** Its addresses are those of Nodes, which could not be read. */
  readonly unreadNodes?: true;
  readonly autoPassthrough: boolean;
  readonly hosts: readonly string[];
  /** The load balancer has an address and the gateway's pods are ready. */
  readonly programmed: boolean;
}

/**
 * Something that has sidecars or is a gateway: the pods of one owner.
 *
 * @public
 */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Pod';
  readonly namespace: string;
  readonly name: string;
  /** Running pods. */
  readonly pods: number;
  /** Pods with an istio-proxy container. */
  readonly proxies: number;
  /** Proxies that carry PROXY_CONFIG_XDS_AGENT=true, so that they get foreign roots. */
  readonly proxiesWithXdsAgent: number;
  readonly gateway: boolean;
  /** `rev` of the injecting control plane. */
  readonly revision?: string;
}

/**
 * URL and CA of a cluster's API server as the other clusters see it.
 *
 * @public
 */
export interface ApiServerEndpoint {
  /** Absent when no source tells, or what it tells is refused. */
  readonly url?: string;
  readonly source?: 'config' | 'catalog' | 'kubernetes-config';
  /** Why the address of the source is refused; without its text, which may hold a password. */
  readonly problem?: string;
  /**
   * Who set the address, when it is not in the configuration of Backstage: the catalog entity,
   * where that was registered, and its owner.
   */
  readonly setBy?: string;
  /** CA bundle from ConfigMap kube-root-ca.crt, PEM. */
  readonly caPem: Observed<string>;
  readonly caFingerprints: readonly Fingerprint[];
}

/**
 * One answer of a SelfSubjectAccessReview for a right that a run needs.
 *
 * @public
 */
export interface AccessCheck {
  readonly verb: string;
  /** `<plural>.<group>` or `<plural>/<subresource>`; core group without a dot. */
  readonly resource: string;
  readonly namespace?: string;
  readonly allowed: boolean;
  /** Needed only by plans that restart workloads. */
  readonly for?: 'restarts';
}

/**
 * All that is known of one cluster at one time. Each section is known or not on its own, so that
 * one missing right or one slow call never hides the rest. Holds no secret.
 *
 * @public
 */
export interface ClusterState {
  readonly cluster: ClusterName;
  /** When the observation began. */
  readonly at: Timestamp;
  /** UID of namespace kube-system: tells two names of one cluster apart from two clusters. */
  readonly uid: Observed<string>;
  readonly kubernetesVersion: Observed<string>;
  readonly apiServer: ApiServerEndpoint;
  readonly access: Observed<readonly AccessCheck[]>;
  readonly controlPlanes: Observed<readonly ControlPlane[]>;
  readonly trustStore: Observed<TrustStore>;
  readonly remoteSecrets: Observed<readonly RemoteSecret[]>;
  /** Label topology.istio.io/network of the control plane's namespace; empty when not set. */
  readonly network: Observed<{
    readonly label: string;
    readonly ownership: Ownership;
  }>;
  readonly gateways: Observed<readonly EastWestGateway[]>;
  /**
   * Of those without the label of a network: only meshNetworks can name them, by an address or by
   * their Service. Their `network` is empty.
   */
  readonly unlabelledGateways: Observed<readonly EastWestGateway[]>;
  /** Whether the Gateway API CRDs are installed. */
  readonly gatewayApi: Observed<boolean>;
  readonly reader: Observed<Reader>;
  readonly workloads: Observed<readonly Workload[]>;
  readonly proxyRoots: Observed<readonly ProxyRoots[]>;
  readonly services: Observed<readonly Service[]>;
  readonly endpointSlices: Observed<readonly EndpointSlice[]>;
  /** Running Pods. */
  readonly pods: Observed<readonly Pod[]>;
  readonly nodes: Observed<readonly Node[]>;
  readonly namespaces: Observed<readonly Namespace[]>;
  /** Of Kubernetes. */
  readonly networkPolicies: Observed<readonly NetworkPolicy[]>;
  /** Those DaemonSets that this plugin knows; others may enforce NetworkPolicies, too. */
  readonly networkPlugins: Observed<readonly NetworkPlugin[]>;
  /** Istio's configuration of this cluster; each istiod reads it from its own cluster alone. */
  readonly configuration: IstioConfiguration;
  /** Ambient data plane (ztunnel) found: recognized, not analyzed. */
  readonly ambient: Observed<boolean>;
}

/**
 * Istio's objects by kind. A kind whose CRD is not installed is observed and empty.
 *
 * @public
 */
export interface IstioConfiguration {
  readonly peerAuthentications: Observed<readonly PeerAuthentication[]>;
  readonly requestAuthentications: Observed<readonly RequestAuthentication[]>;
  readonly authorizationPolicies: Observed<readonly AuthorizationPolicy[]>;
  readonly destinationRules: Observed<readonly DestinationRule[]>;
  readonly sidecars: Observed<readonly Sidecar[]>;
  readonly virtualServices: Observed<readonly VirtualService[]>;
  readonly serviceEntries: Observed<readonly ServiceEntry[]>;
  readonly workloadEntries: Observed<readonly WorkloadEntry[]>;
  readonly proxyConfigs: Observed<readonly ProxyConfig[]>;
  readonly proxyExtensions: Observed<readonly ProxyExtension[]>;
}

/**
 * One object of the reader.
 *
 * @public
 */
export interface ReaderObject {
  readonly object: ObjectRef;
  readonly resourceVersion: string;
  readonly ownership: Ownership;
  /** What of it this plugin sets: its labels, and what it grants or binds. */
  readonly manifest?: Manifest;
  /** Why it does not do, in words; absent when it does. */
  readonly fault?: string;
}

/**
 * The reader in a cluster: which of its objects exist, whether they are all there and do, and
 * whether they grant `secrets`.
 *
 * @public
 */
export interface Reader {
  readonly objects: readonly ReaderObject[];
  readonly complete: boolean;
  readonly secrets: boolean;
}

/**
 * The newest attempt to observe a cluster, and what was known before when the cluster does not
 * answer.
 *
 * @public
 */
export interface ClusterObservation {
  readonly state: ClusterState;
  /**
   * The last state in which the API server answered, when `state` is not such a one. To be shown
   * with its age, never to be analyzed.
   */
  readonly lastKnown?: ClusterState;
}
