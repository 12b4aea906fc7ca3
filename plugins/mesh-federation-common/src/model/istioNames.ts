/*
 * Names that Istio and Kubernetes give to things, each once. Those that this plugin gives are among
 * the identifiers.
 */

/**
 * The namespace of the control plane.
 *
 * @public
 */
export const ISTIO_NAMESPACE = 'istio-system';

/**
 * Deployment of a control plane without a revision, and value of the label `app` of its Pods.
 *
 * @public
 */
export const ISTIOD_NAME = 'istiod';

/**
 * ConfigMap of the primary mesh config of a revision.
 *
 * @public
 */
export function meshConfigName(revision: string): string {
  return revision === 'default' ? 'istio' : `istio-${revision}`;
}

/**
 * ConfigMap in each namespace with the roots that istiod gives to the Pods there.
 *
 * @public
 */
export const ROOT_CONFIG_MAP = 'istio-ca-root-cert';
/**
 * Secret of a plugged-in CA.
 *
 * @public
 */
export const CACERTS_SECRET = 'cacerts';
/**
 * Key of the bundle of roots, in the ConfigMap and in the Secret.
 *
 * @public
 */
export const ROOT_KEY = 'root-cert.pem';

/**
 * Environment of istiod: take the roots that the mesh config lists.
 *
 * @public
 */
export const ISTIO_MULTIROOT_MESH = 'ISTIO_MULTIROOT_MESH';
/**
 * Environment of istiod: ConfigMap of a second mesh config, on which the primary one rests.
 *
 * @public
 */
export const SHARED_MESH_CONFIG_ENV = 'SHARED_MESH_CONFIG';
/**
 * Environment of istiod: the id of its own cluster.
 *
 * @public
 */
export const CLUSTER_ID_ENV = 'CLUSTER_ID';
/**
 * Environment of istiod: sidecars get the endpoints of headless Services as of others
 * (pilot/pkg/features/experimental.go).
 *
 * @public
 */
export const EDS_FOR_HEADLESS = 'PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES';

/**
 * Environment of a proxy: take roots from istiod by xDS, which foreign ones come by.
 *
 * @public
 */
export const PROXY_CONFIG_XDS_AGENT = 'PROXY_CONFIG_XDS_AGENT';
/**
 * Environment of a proxy: answer the DNS queries of its Pod.
 *
 * @public
 */
export const ISTIO_META_DNS_CAPTURE = 'ISTIO_META_DNS_CAPTURE';
/**
 * Annotation of a Pod with settings of its proxy, as YAML.
 *
 * @public
 */
export const PROXY_CONFIG_ANNOTATION = 'proxy.istio.io/config';
/**
 * The container that is a sidecar.
 *
 * @public
 */
export const PROXY_CONTAINER = 'istio-proxy';

/**
 * Metric of istiod: whether it has read a cluster.
 *
 * @public
 */
export const SYNC_METRIC = 'istiod_remote_cluster_sync_status';

/**
 * The same in istiod's own words. Source: istio/istio pkg/cluster/debug.go.
 *
 * @public
 */
export const SYNC_STATUS = 'syncStatus';

/**
 * Annotation of a Service or a namespace that says which endpoints come first (istio/api
 * annotation/annotations.gen.go).
 *
 * @public
 */
export const DISTRIBUTION_ANNOTATION =
  'networking.istio.io/traffic-distribution';

/**
 * Label that names the network of a control plane's namespace, a gateway or a pod (istio/api
 * label/labels.gen.go).
 *
 * @public
 */
export const NETWORK_LABEL = 'topology.istio.io/network';
/**
 * Label of a namespace, a Pod or an injector's configuration: the control plane that serves it.
 *
 * @public
 */
export const REVISION_LABEL = 'istio.io/rev';
/**
 * Label of a Secret with the kubeconfig of a cluster to read.
 *
 * @public
 */
export const MULTI_CLUSTER_LABEL = 'istio/multiCluster';
/**
 * Label of what Istio makes for a Gateway of the Gateway API.
 *
 * @public
 */
export const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';
/**
 * Label of a Pod or its namespace: `ambient` when ztunnel takes its requests.
 *
 * @public
 */
export const MODE_LABEL = 'istio.io/dataplane-mode';
/**
 * Label of a Service or its namespace: the waypoint in front of it.
 *
 * @public
 */
export const WAYPOINT_LABEL = 'istio.io/use-waypoint';
/**
 * Pods with this label and value `istio` take mutual TLS; the injector sets it.
 *
 * @public
 */
export const TLS_MODE_LABEL = 'security.istio.io/tlsMode';
/**
 * Label of a Pod: whether it gets a sidecar, whatever its namespace says.
 *
 * @public
 */
export const INJECT_LABEL = 'sidecar.istio.io/inject';
/**
 * Label of every namespace, with its name.
 *
 * @public
 */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * Annotation of a Service: the namespaces that may know it.
 *
 * @public
 */
export const EXPORT_TO = 'networking.istio.io/exportTo';
/**
 * What the names of a Pod's annotations on what its sidecar takes begin with.
 *
 * @public
 */
export const TRAFFIC_ANNOTATIONS = 'traffic.sidecar.istio.io/';
/** @public */
export const EXCLUDED_OUTBOUND_PORTS =
  'traffic.sidecar.istio.io/excludeOutboundPorts';
/** @public */
export const INCLUDED_OUTBOUND_PORTS =
  'traffic.sidecar.istio.io/includeOutboundPorts';
/** @public */
export const EXCLUDED_OUTBOUND_RANGES =
  'traffic.sidecar.istio.io/excludeOutboundIPRanges';
/** @public */
export const INCLUDED_OUTBOUND_RANGES =
  'traffic.sidecar.istio.io/includeOutboundIPRanges';
/** @public */
export const EXCLUDED_INBOUND_PORTS =
  'traffic.sidecar.istio.io/excludeInboundPorts';
/** @public */
export const INCLUDED_INBOUND_PORTS =
  'traffic.sidecar.istio.io/includeInboundPorts';

/**
 * Port of an east-west gateway for sidecar traffic (istio/istio
 * pilot/pkg/serviceregistry/kube/controller/controller.go).
 *
 * @public
 */
export const EAST_WEST_PORT = 15443;
