import type { Timestamp } from '../basics/identifiers';
import type { ConfigurationObject } from './policy';

/**
 * A Service of any cluster, by its name.
 *
 * @public
 */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** @public */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly appProtocol?: string;
  /** A number or a name, as text; absent when it is the port itself. */
  readonly targetPort?: string;
}

/**
 * A Kubernetes Service: what reachability needs of it, and what Backstage's annotations match.
 *
 * @public
 */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  /** Absent when not told. */
  readonly createdAt?: Timestamp;
  readonly labels: Readonly<Record<string, string>>;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** clusterIP None. */
  readonly headless: boolean;
  readonly externalName?: string;
  /** `clusterIPs`; absent without, and when not told. */
  readonly addresses?: readonly string[];
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  /** Annotation networking.istio.io/exportTo, split at commas; absent when not set. */
  readonly exportTo?: readonly string[];
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  /** As written. */
  readonly trafficDistribution?: string;
  /** Annotation networking.istio.io/traffic-distribution. */
  readonly distributionAnnotation?: string;
  readonly publishNotReadyAddresses: boolean;
}

/**
 * One EndpointSlice.
 *
 * @public
 */
export interface EndpointSlice {
  readonly namespace: string;
  /** Label kubernetes.io/service-name. */
  readonly service: string;
  readonly addressType: 'IPv4' | 'IPv6' | 'FQDN';
  readonly ports: readonly {
    readonly name?: string;
    readonly port?: number;
    readonly protocol: string;
  }[];
  readonly endpoints: readonly {
    readonly address: string;
    readonly ready: boolean;
    /** Name of the Pod in the slice's namespace. */
    readonly pod?: string;
  }[];
}

/**
 * Settings of a Pod's own proxy, from the environment of its container.
 *
 * @public
 */
export interface ProxySettings {
  readonly kind: 'sidecar' | 'gateway' | 'waypoint';
  readonly revision?: string;
  /** ISTIO_META_NETWORK. */
  readonly network?: string;
  /** ISTIO_META_CLUSTER_ID. */
  readonly clusterId?: string;
  /** TRUST_DOMAIN. */
  readonly trustDomain?: string;
  /** PROXY_CONFIG_XDS_AGENT is true. */
  readonly xdsAgent: boolean;
  /** The same in annotation proxy.istio.io/config; absent when that does not set it. */
  readonly annotatedXdsAgent?: boolean;
  /** ISTIO_META_DNS_CAPTURE is true. */
  readonly dnsCapture: boolean;
}

/**
 * A running Pod.
 *
 * @public
 */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  /** Without `pod-template-hash` and `controller-revision-hash`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Annotations of group traffic.sidecar.istio.io and ambient.istio.io alone. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  /** Absent when not told. */
  readonly node?: string;
  readonly hostNetwork: boolean;
  /**
   * Which of the containers run as user or group of the proxy, so that their requests are not
   * captured; absent: none that says so.
   */
  readonly asProxy?: 'all' | 'some';
  readonly ready: boolean;
  readonly ips: readonly string[];
  /** Numbers of the containers' named ports, to resolve a named targetPort. */
  readonly namedPorts: Readonly<Record<string, number>>;
  /**
   * Numbers that the containers declare, but for the proxy's, sorted; absent when there are none.
   */
  readonly containerPorts?: readonly number[];
  readonly workload: {
    readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Pod';
    readonly name: string;
  };
  /** Absent for a Pod without a proxy of its own. */
  readonly proxy?: ProxySettings;
}

/**
 * A machine of the cluster. Its labels say where the Pods on it are.
 *
 * @public
 */
export interface Node {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** @public */
export interface Namespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Annotation networking.istio.io/traffic-distribution. */
  readonly distributionAnnotation?: string;
}

/**
 * Source: istio/api networking/v1/service_entry.proto.
 *
 * @public
 */
export interface ServiceEntry extends ConfigurationObject {
  readonly createdAt: Timestamp;
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly location: 'MESH_EXTERNAL' | 'MESH_INTERNAL';
  readonly resolution:
    | 'NONE'
    | 'STATIC'
    | 'DNS'
    | 'DNS_ROUND_ROBIN'
    | 'DYNAMIC_DNS';
  readonly ports: readonly {
    readonly name: string;
    readonly number: number;
    readonly protocol: string;
    readonly targetPort?: number;
  }[];
  readonly exportTo?: readonly string[];
  readonly workloadSelector?: Readonly<Record<string, string>>;
  readonly endpoints: readonly {
    /** Also a name, or a socket. */
    readonly address?: string;
    readonly network?: string;
  }[];
}

/**
 * Something beside the Pods of a cluster that Services of its namespace select by its labels.
 * Source: istio/api networking/v1/workload_entry.proto.
 *
 * @public
 */
export interface WorkloadEntry extends ConfigurationObject {
  /** Those of the object over those of its spec. */
  readonly labels: Readonly<Record<string, string>>;
  readonly address?: string;
  readonly network?: string;
  readonly serviceAccount?: string;
  /** `region/zone/subzone`. */
  readonly locality?: string;
  /** Numbers by the names of target ports, or of ports of the Service. */
  readonly ports: Readonly<Record<string, number>>;
  /** Its health is checked, and no check has succeeded. */
  readonly unhealthy?: true;
}
