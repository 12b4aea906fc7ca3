import type { ObjectRef, Timestamp } from '../basics/identifiers';

type Labels = Readonly<Record<string, string>>;

/**
 * What every object of Istio's configuration has.
 *
 * @public
 */
export interface ConfigurationObject {
  readonly object: ObjectRef;
  /** Label istio.io/rev: the only revision of istiod that looks at it; absent: all. */
  readonly revision?: string;
}

/** @public */
export type MtlsMode = 'UNSET' | 'DISABLE' | 'PERMISSIVE' | 'STRICT';

/**
 * Source: istio/api security/v1/peer_authentication.proto.
 *
 * @public
 */
export interface PeerAuthentication extends ConfigurationObject {
  readonly createdAt: Timestamp;
  /** Absent or empty: the whole namespace, in the root namespace the whole mesh. */
  readonly selector?: Labels;
  readonly mode: MtlsMode;
  /** By port number of the workload, as text. */
  readonly portModes: Readonly<Record<string, MtlsMode>>;
}

/**
 * Which tokens a workload takes for good. Source: istio/api
 * security/v1/request_authentication.proto.
 *
 * @public
 */
export interface RequestAuthentication extends ConfigurationObject {
  readonly createdAt: Timestamp;
  readonly selector?: Labels;
  /** Attached to a gateway, a waypoint or a Service instead of selecting workloads. */
  readonly targetRefs: readonly TargetReference[];
  /** Of its `jwtRules`. */
  readonly issuers: readonly string[];
}

/**
 * What a policy is attached to.
 *
 * @public
 */
export interface TargetReference {
  readonly kind: string;
  readonly name: string;
}

/** @public */
export type ClientTlsMode = 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';

/**
 * Which endpoints requests go to first, by where client and endpoints are. Source: istio/api
 * networking/v1/destination_rule.proto LocalityLoadBalancerSetting.
 *
 * @public
 */
export interface LocalitySettings {
  /** False only when it is written so. */
  readonly enabled: boolean;
  /** Localities to which requests from a locality go, and no others. */
  readonly distribute?: readonly {
    readonly from: string;
    readonly to: readonly string[];
  }[];
  /** Region that comes next after a region. */
  readonly failover?: readonly { readonly from: string; readonly to: string }[];
  /** Names of labels, or `name=value`, the most important first. */
  readonly failoverPriority?: readonly string[];
}

/** @public */
export interface LoadBalancing {
  /** Whether it is set. */
  readonly outlierDetection?: boolean;
  /** `loadBalancer.localityLbSetting`. */
  readonly locality?: LocalitySettings;
  /** `loadBalancer.zoneAwareLbSetting`, which goes before `locality`. */
  readonly zoneAware?: LocalitySettings;
}

/**
 * What a DestinationRule sets for one port, or for all without settings of their own.
 *
 * @public
 */
export interface PortTrafficPolicy extends LoadBalancing {
  readonly tlsMode?: ClientTlsMode;
  readonly subjectAltNames?: readonly string[];
  /** Server name of its own. */
  readonly sni?: string;
  /** Whether certificates come from a Secret (`credentialName`). */
  readonly fromSecret?: true;
  /** `PASSTHROUGH`: to the address that the client asked for. */
  readonly loadBalancer?: 'PASSTHROUGH' | 'other';
}

/** @public */
export interface TrafficPolicy extends PortTrafficPolicy {
  /** Whether a PROXY header goes before everything else. */
  readonly proxyProtocol?: true;
  /** By number of the Service's port; overrides the policy as a whole for that port. */
  readonly ports: readonly (PortTrafficPolicy & { readonly port: number })[];
}

/**
 * Source: istio/api networking/v1/destination_rule.proto.
 *
 * @public
 */
export interface DestinationRule extends ConfigurationObject {
  readonly createdAt: Timestamp;
  readonly host: string;
  readonly exportTo?: readonly string[];
  /** Clients to which it applies; absent: all. */
  readonly workloadSelector?: Labels;
  readonly trafficPolicy?: TrafficPolicy;
  readonly subsets: readonly {
    readonly name: string;
    readonly labels: Labels;
    readonly trafficPolicy?: TrafficPolicy;
  }[];
}

/**
 * Lists of one `source`; names as in Istio's API.
 *
 * @public
 */
export interface AuthorizationSource {
  readonly principals?: readonly string[];
  readonly notPrincipals?: readonly string[];
  readonly requestPrincipals?: readonly string[];
  readonly notRequestPrincipals?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly notNamespaces?: readonly string[];
  readonly serviceAccounts?: readonly string[];
  readonly notServiceAccounts?: readonly string[];
  readonly ipBlocks?: readonly string[];
  readonly notIpBlocks?: readonly string[];
  readonly remoteIpBlocks?: readonly string[];
  readonly notRemoteIpBlocks?: readonly string[];
  readonly trustDomains?: readonly string[];
  readonly notTrustDomains?: readonly string[];
}

/**
 * Lists of one `operation`; names as in Istio's API.
 *
 * @public
 */
export interface AuthorizationOperation {
  readonly hosts?: readonly string[];
  readonly notHosts?: readonly string[];
  readonly ports?: readonly string[];
  readonly notPorts?: readonly string[];
  readonly methods?: readonly string[];
  readonly notMethods?: readonly string[];
  readonly paths?: readonly string[];
  readonly notPaths?: readonly string[];
}

/** @public */
export interface AuthorizationRule {
  readonly from: readonly AuthorizationSource[];
  readonly to: readonly AuthorizationOperation[];
  readonly when: readonly {
    readonly key: string;
    readonly values?: readonly string[];
    readonly notValues?: readonly string[];
  }[];
}

/**
 * Stands in a condition on a header for a value that may be a credential.
 *
 * @public
 */
export const HIDDEN_VALUE = '(not shown)';

/**
 * Source: istio/api security/v1/authorization_policy.proto.
 *
 * @public
 */
export interface AuthorizationPolicy extends ConfigurationObject {
  readonly createdAt: Timestamp;
  readonly action: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';
  /** The object names no action. */
  readonly actionUnset?: true;
  readonly selector?: Labels;
  /** Attached to a gateway, a waypoint or a Service instead of selecting workloads. */
  readonly targetRefs: readonly TargetReference[];
  readonly rules: readonly AuthorizationRule[];
  /** Extension provider of action CUSTOM. */
  readonly provider?: string;
  /** Annotation istio.io/dry-run: evaluated, never enforced. */
  readonly dryRun: boolean;
}

/** @public */
export interface SidecarIngress {
  readonly port: number;
  readonly protocol: string;
  /** Port of the workload that gets the requests; absent for a socket. */
  readonly target?: number;
  /** Has an address, a capture mode or TLS of its own. */
  readonly special?: true;
}

/**
 * Source: istio/api networking/v1/sidecar.proto.
 *
 * @public
 */
export interface Sidecar extends ConfigurationObject {
  readonly createdAt: Timestamp;
  readonly workloadSelector?: Labels;
  /** Absent when not set: then everything exported is visible. */
  readonly egress?: readonly {
    /** `<namespace>/<host>`, as written. */
    readonly hosts: readonly string[];
    readonly port?: number;
    /** Listens at an address of its own (`bind`, `captureMode` NONE): captured requests pass by. */
    readonly apart?: true;
  }[];
  /** Take the place of the inbound listeners for these ports. */
  readonly ingress: readonly SidecarIngress[];
  /** Absent: as the mesh config says. */
  readonly outboundTrafficPolicy?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
}

/** @public */
export interface RouteDestination {
  readonly host: string;
  readonly subset?: string;
  readonly port?: number;
  readonly weight?: number;
}

/**
 * What a route asks of a request, by Istio's name of the field. Values of headers and query
 * parameters are left out: they may be keys.
 *
 * @public
 */
export type RequestCondition =
  | {
      readonly field: 'uri' | 'method' | 'scheme' | 'authority';
      readonly by: 'exact' | 'prefix' | 'regex';
      readonly value: string;
    }
  | {
      readonly field: 'headers' | 'withoutHeaders' | 'queryParams';
      readonly name: string;
    }
  | {
      readonly field: 'sniHosts' | 'destinationSubnets';
      /** Any of them. */
      readonly values: readonly string[];
    };

/**
 * All that one match of a route asks for together.
 *
 * @public
 */
export interface RouteMatch {
  /** Of the Service. */
  readonly port?: number;
  /** Of the client, as its labels. */
  readonly sourceNamespace?: string;
  readonly sourceLabels?: Labels;
  /** Empty: every request. */
  readonly request: readonly RequestCondition[];
}

/** @public */
export interface HttpRoute {
  /** Where it stands, unless that is its place in `spec.http`. */
  readonly field?: string;
  /** The route of the Gateway API in which it stands, where several are one VirtualService. */
  readonly object?: ObjectRef;
  readonly name?: string;
  /** One of them has to hold; empty: every request. */
  readonly match: readonly RouteMatch[];
  readonly redirect: boolean;
  readonly directResponse?: number;
  readonly abort?: { readonly percent: number; readonly status?: number };
  readonly delay?: { readonly percent: number };
  /** In milliseconds. */
  readonly timeout?: number;
  /** The same as it is written. */
  readonly timeoutText?: string;
  readonly rewrite?: {
    readonly uri?: string;
    /** The path is made by a regular expression. */
    readonly byExpression?: true;
    readonly authority?: string;
  };
  /** Of the request; names in lower case. */
  readonly headers?: readonly {
    readonly name: string;
    readonly to: 'set' | 'removed';
    /** Absent when it may be a credential, or cannot be told. */
    readonly value?: string;
  }[];
  /** Another VirtualService that holds the routes; then `route` is empty. */
  readonly delegate?: { readonly namespace?: string; readonly name: string };
  readonly route: readonly RouteDestination[];
}

/**
 * Also routes of the Gateway API that have a Service as parent, one for each parent. Source:
 * istio/api networking/v1/virtual_service.proto.
 *
 * @public
 */
export interface VirtualService extends ConfigurationObject {
  readonly createdAt: Timestamp;
  /**
   * Name of the VirtualService that istiod makes of the object; absent: it is one. Those of one
   * second are in the order of names.
   */
  readonly derivedName?: string;
  readonly hosts: readonly string[];
  /** Empty: `mesh`. */
  readonly gateways: readonly string[];
  readonly exportTo?: readonly string[];
  readonly http: readonly HttpRoute[];
  /** TCP and TLS routes. */
  readonly tcp: readonly {
    /** Where it stands, unless that is its place in `spec.tcp`. */
    readonly field?: string;
    /** For ports of TLS; others are for all that are neither TLS nor HTTP. */
    readonly tls?: true;
    /** As in {@link HttpRoute}; absent or empty: every connection. */
    readonly match?: readonly RouteMatch[];
    readonly route: readonly RouteDestination[];
  }[];
}

/**
 * What it sets for proxies that are injected from then on. Of its environment no more is kept:
 * others may be secrets. Source: istio/api networking/v1beta1/proxy_config.proto.
 *
 * @public
 */
export interface ProxyConfig extends ConfigurationObject {
  readonly createdAt: Timestamp;
  /** Absent: all of the namespace; without labels: none. */
  readonly selector?: Labels;
  /** PROXY_CONFIG_XDS_AGENT; absent when it does not set it. */
  readonly xdsAgent?: boolean;
}
/**
 * Present, never interpreted.
 * An EnvoyFilter, a WasmPlugin or a TrafficExtension: it changes what proxies do in ways that are
 * not interpreted.
 *
 * @public
 */
export interface ProxyExtension extends ConfigurationObject {
  readonly workloadSelector?: Labels;
  /** What it changes of a proxy: as a client's, a gateway's or a server's; absent: anything. */
  readonly sides?: readonly ('client' | 'gateway' | 'server')[];
}
