import type {
  ClusterId,
  ClusterName,
  Fingerprint,
  ObjectRef,
  Timestamp,
} from '../basics/identifiers';
import type { Observed } from '../basics/observed';
import type {
  AuthorizationPolicy,
  DestinationRule,
  EnvoyFilter,
  PeerAuthentication,
  Sidecar,
  VirtualService,
} from './policy';
import type {
  EndpointSlice,
  Namespace,
  Pod,
  Service,
  ServiceEntry,
  WorkloadEntry,
} from './service';

/**
 * Who made an object and who else writes to it, read from managed fields and well-known labels.
 *
 * @public
 */
export interface Ownership {
  /** `self` is this plugin; `gitops` is Argo CD or Flux; `operator` is the Sail operator. */
  readonly owner:
    | 'self'
    | 'istioctl'
    | 'helm'
    | 'gitops'
    | 'operator'
    | 'istiod'
    | 'other';
  /** Field managers other than this plugin's own, sorted. */
  readonly managers: readonly string[];
  /** Federations whose label the object carries, sorted. */
  readonly federations: readonly string[];
}

/**
 * A public certificate. Holds no key.
 *
 * @public
 */
export interface Certificate {
  readonly fingerprint: Fingerprint;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Timestamp;
  readonly notAfter: Timestamp;
  /** BasicConstraints cA. */
  readonly isCa: boolean;
  readonly selfSigned: boolean;
  /** Lower-case hexadecimal; absent when the extension is. */
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
  /** For example `RSA` with 2048 or `EC` with 256 bits. */
  readonly key: { readonly algorithm: string; readonly bits: number };
  readonly signatureAlgorithm: string;
  /** The certificate alone, PEM, with a final newline. */
  readonly pem: string;
}

/**
 * One PEM block (or one list entry) that is not a usable certificate.
 *
 * @public
 */
export interface CertificateProblem {
  readonly source: ObjectRef;
  readonly field: string;
  readonly problem: 'unparsable' | 'not-a-ca' | 'several-in-one-entry';
  readonly message: string;
}

/**
 * One istiod Deployment. Source: istio/istio manifests/charts/istio-control/istio-discovery.
 *
 * @public
 */
export interface ControlPlane {
  /** `default` when the Deployment has no `istio.io/rev` label or carries that value. */
  readonly revision: string;
  readonly deployment: ObjectRef;
  readonly resourceVersion: string;
  readonly generation: number;
  /** The Deployment is fully rolled out: every replica is of the newest template and available. */
  readonly rolledOut: boolean;
  /** From the image tag or, better, `/version` of a replica; absent when neither tells. */
  readonly version?: string;
  /** env `CLUSTER_ID`; Istio's default is `Kubernetes`. */
  readonly clusterId: ClusterId;
  /** env `ISTIO_MULTIROOT_MESH`. */
  readonly multiRootMesh: boolean;
  /**
   * Feature flags in istiod's environment that change reachability (ENABLE_MCS_*,
   * ENABLE_MULTICLUSTER_HEADLESS, …): name and value.
   */
  readonly features: Readonly<Record<string, string>>;
  /** env `SHARED_MESH_CONFIG`. */
  readonly sharedMeshConfig?: string;
  /**
   * `self-signed`: secret istio-ca-secret; `plugged-in`: secret cacerts; `external`: env
   * `EXTERNAL_CA` or a CA address.
   */
  readonly certificateAuthority: 'self-signed' | 'plugged-in' | 'external';
  readonly replicas: readonly IstiodReplica[];
  /** Ownership of the Deployment, and whether this plugin owns the two env entries. */
  readonly ownership: Ownership;
  readonly ownsFlags: boolean;
  readonly meshConfig: Observed<MeshConfig>;
  /**
   * The shared mesh config named by `sharedMeshConfig`, or by our own name when the env is absent;
   * `exists` false when there is none.
   */
  readonly shared: Observed<SharedMeshConfig>;
  /** `values.global.network` of the injector: what new proxies get as `ISTIO_META_NETWORK`. */
  readonly injectedNetwork?: string;
}

/** @public */
export interface IstiodReplica {
  readonly pod: string;
  readonly ready: boolean;
  /**
   * Status of each remote cluster by metric `istiod_remote_cluster_sync_status` (Istio 1.29 and
   * later).
   */
  readonly sync: Observed<readonly RemoteClusterSync[]>;
}

/**
 * Source: istio/istio pkg/kube/multicluster/cluster.go.
 *
 * @public
 */
export interface RemoteClusterSync {
  readonly clusterId: ClusterId;
  readonly status: 'synced' | 'syncing' | 'timeout';
}

/**
 * ConfigMap `istio` or `istio-<revision>`, key `mesh`: the primary mesh config. What a document
 * inherits from the shared one is here, too: mesh id, trust domain, aliases of both, DNS capture.
 *
 * @public
 */
export interface MeshConfig {
  readonly configMap: ObjectRef;
  readonly resourceVersion: string;
  readonly ownership: Ownership;
  readonly meshId?: string;
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  /**
   * Absent when the key is not set: then the shared list counts. When set, it replaces the shared
   * list.
   */
  readonly caCertificates?: readonly Certificate[];
  /** defaultConfig.proxyMetadata.PROXY_CONFIG_XDS_AGENT. */
  readonly xdsAgent: boolean;
  /** defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE. */
  readonly dnsCapture: boolean;
  /**
   * The YAML of key `mesh`, kept when `caCertificates` is set, because then a plan edits that list
   * in it.
   */
  readonly yaml?: string;
  readonly settings: MeshSettings;
  /** Key `meshNetworks` of the same ConfigMap. */
  readonly meshNetworks: Readonly<Record<string, MeshNetwork>>;
}

/**
 * Source: istio/api mesh/v1alpha1/network.proto.
 *
 * @public
 */
export interface MeshNetwork {
  readonly endpoints: readonly {
    /** A cluster id. */
    readonly fromRegistry?: string;
    readonly fromCidr?: string;
  }[];
  readonly gateways: readonly {
    readonly address?: string;
    readonly registryServiceName?: string;
    readonly port: number;
  }[];
}

/**
 * A Kubernetes label selector.
 *
 * @public
 */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values: readonly string[];
  }[];
}

/**
 * Settings of one mesh config document that decide on reachability; absent when the document does
 * not set them. The primary document wins over the shared one, then Istio's default. Source:
 * istio/istio pkg/config/mesh/mesh.go.
 *
 * @public
 */
export interface MeshSettings {
  /** Default true. */
  readonly enableAutoMtls?: boolean;
  /** Default `["*"]`, for each of the three. */
  readonly defaultServiceExportTo?: readonly string[];
  readonly defaultVirtualServiceExportTo?: readonly string[];
  readonly defaultDestinationRuleExportTo?: readonly string[];
  /** Namespaces that istiod looks at, in every cluster that it reads; none: all. */
  readonly discoverySelectors?: readonly LabelSelector[];
  readonly serviceSettings?: readonly {
    readonly clusterLocal: boolean;
    readonly hosts: readonly string[];
  }[];
  /** Default: the control plane's namespace. */
  readonly rootNamespace?: string;
  /**
   * Names of the `extensionProviders` that are external authorizers; those of the shared document
   * count as well.
   */
  readonly authorizers?: readonly string[];
  /** Default ALLOW_ANY. */
  readonly outboundTrafficPolicy?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
}

/** @public */
export interface SharedMeshConfig {
  readonly configMap: ObjectRef;
  readonly exists: boolean;
  readonly resourceVersion?: string;
  readonly ownership: Ownership;
  readonly caCertificates: readonly Certificate[];
  readonly xdsAgent: boolean;
  /**
   * The YAML of key `mesh`, when the ConfigMap is not this plugin's: then a plan edits only the
   * list in it.
   */
  readonly yaml?: string;
  readonly settings: MeshSettings;
}

/**
 * What a cluster vouches with: its own roots, and where they have arrived.
 *
 * @public
 */
export interface TrustStore {
  /**
   * ConfigMap istio-ca-root-cert of the control plane's namespace: the bundle of the cluster's own
   * CA.
   */
  readonly roots: readonly Certificate[];
  /** Namespaces whose ConfigMap holds another set of roots, or none, sorted by namespace. */
  readonly laggingNamespaces: readonly {
    readonly namespace: string;
    readonly fingerprints: readonly Fingerprint[];
  }[];
  /** Public parts of Secret cacerts; absent without that Secret. */
  readonly pluggedIn?: {
    readonly resourceVersion: string;
    readonly ownership: Ownership;
    readonly signing: Certificate;
    readonly chain: readonly Certificate[];
    readonly roots: readonly Certificate[];
    /** `root-cert.pem` as it is, because Istio before 1.30 compares the text. */
    readonly rootPem: string;
  };
  readonly problems: readonly CertificateProblem[];
}

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
  readonly port: number;
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
 * ROOTCA of one running proxy, read from its own secret dump.
 *
 * @public
 */
export interface ProxyRoots {
  readonly namespace: string;
  readonly pod: string;
  readonly workload: string;
  readonly roots: Observed<readonly Fingerprint[]>;
}

/**
 * URL and CA of a cluster's API server as the other clusters see it.
 *
 * @public
 */
export interface ApiServerEndpoint {
  /** Absent when no source tells. */
  readonly url?: string;
  readonly source?: 'config' | 'catalog' | 'kubernetes-config';
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
  /** Whether the Gateway API CRDs are installed. */
  readonly gatewayApi: Observed<boolean>;
  readonly reader: Observed<Reader>;
  readonly workloads: Observed<readonly Workload[]>;
  readonly proxyRoots: Observed<readonly ProxyRoots[]>;
  readonly services: Observed<readonly Service[]>;
  readonly endpointSlices: Observed<readonly EndpointSlice[]>;
  /** Running Pods. */
  readonly pods: Observed<readonly Pod[]>;
  readonly namespaces: Observed<readonly Namespace[]>;
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
  readonly authorizationPolicies: Observed<readonly AuthorizationPolicy[]>;
  readonly destinationRules: Observed<readonly DestinationRule[]>;
  readonly sidecars: Observed<readonly Sidecar[]>;
  readonly virtualServices: Observed<readonly VirtualService[]>;
  readonly serviceEntries: Observed<readonly ServiceEntry[]>;
  readonly workloadEntries: Observed<readonly WorkloadEntry[]>;
  readonly envoyFilters: Observed<readonly EnvoyFilter[]>;
}

/**
 * The plugin's own reader in a cluster: which of its objects exist, and whether its role grants
 * `secrets`.
 *
 * @public
 */
export interface Reader {
  readonly objects: readonly ObjectRef[];
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
