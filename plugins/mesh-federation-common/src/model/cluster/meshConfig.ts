import type { ObjectRef } from '../basics/identifiers';
import type { Certificate } from './certificate';
import type { Ownership } from './ownership';
import type { LocalitySettings } from './policy';

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
   * Of the YAML of key `mesh` only `caCertificates` and the proxy flag, when the list is set: then
   * a plan edits it there.
   */
  readonly rootsYaml?: string;
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
  /** Default: enabled. */
  readonly localityLbSetting?: LocalitySettings;
  readonly zoneAwareLbSetting?: LocalitySettings;
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
   * Of the YAML of key `mesh` only `caCertificates` and the proxy flag, when the ConfigMap is not
   * this plugin's: then a plan edits only these in it.
   */
  readonly rootsYaml?: string;
  readonly settings: MeshSettings;
}
