import type {
  AuthorizationPolicy,
  ClusterName,
  ClusterState,
  ControlPlane,
  DestinationRule,
  EndpointSlice,
  IstioConfiguration,
  MeshSettings,
  Namespace,
  NetworkPolicy,
  Observed,
  PeerAuthentication,
  ProxyConfig,
  Pod,
  RequestAuthentication,
  Service,
  ServiceEntry,
  WorkloadEntry,
  Sidecar,
  VirtualService,
} from '../../../model';

/**
 * Effective mesh settings of a cluster: the primary mesh config over the shared one over Istio's
 * defaults.
 *
 * @alpha
 */
export type EffectiveSettings = Required<
  Omit<MeshSettings, 'zoneAwareLbSetting'>
> &
  Pick<MeshSettings, 'zoneAwareLbSetting'>;

/**
 * Look-ups over one cluster's state, built once and used for every question. Each look-up keeps
 * what the state says of its section: not observed is not empty.
 *
 * @alpha
 */
export interface ClusterIndex {
  readonly cluster: ClusterName;
  /** Its configuration is what istiod looks at: `countingConfiguration`. */
  readonly state: ClusterState;
  /** Istio's objects as they are there, also those that istiod does not look at. */
  readonly written: IstioConfiguration;
  /**
   * The control plane of revision `default`, else the first by name; absent when there is none or
   * it is unknown.
   */
  readonly controlPlane?: ControlPlane;
  readonly settings: Observed<EffectiveSettings>;
  readonly trustDomain: Observed<{
    readonly name: string;
    readonly aliases: readonly string[];
  }>;
  service(namespace: string, name: string): Observed<Service | undefined>;
  endpointSlices(
    namespace: string,
    service: string,
  ): Observed<readonly EndpointSlice[]>;
  namespace(name: string): Observed<Namespace | undefined>;
  pod(namespace: string, name: string): Observed<Pod | undefined>;
  podsOf(namespace: string): Observed<readonly Pod[]>;
  /** By an address that they have. */
  podsAt(address: string): Observed<readonly Pod[]>;
  /**
   * Every Pod with a sidecar: the clients when no namespace is asked for. The same array every
   * time.
   */
  sidecarPods(): Observed<readonly Pod[]>;
  peerAuthentications(
    namespace: string,
  ): Observed<readonly PeerAuthentication[]>;
  requestAuthentications(
    namespace: string,
  ): Observed<readonly RequestAuthentication[]>;
  authorizationPolicies(
    namespace: string,
  ): Observed<readonly AuthorizationPolicy[]>;
  sidecars(namespace: string): Observed<readonly Sidecar[]>;
  networkPolicies(namespace: string): Observed<readonly NetworkPolicy[]>;
  proxyConfigs(namespace: string): Observed<readonly ProxyConfig[]>;
  /**
   * Of all namespaces, whose host can be the Service's host (short names resolved in the rule's
   * namespace, wildcards included).
   */
  destinationRules(host: string): Observed<readonly DestinationRule[]>;
  virtualServices(host: string): Observed<readonly VirtualService[]>;
  serviceEntries(host: string): Observed<readonly ServiceEntry[]>;
  workloadEntries(namespace: string): Observed<readonly WorkloadEntry[]>;
}
