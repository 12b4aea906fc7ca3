import type { ClusterId, ObjectRef } from '../basics/identifiers';
import type { Observed } from '../basics/observed';
import type { MeshConfig, MeshSettings, SharedMeshConfig } from './meshConfig';
import type { Ownership } from './ownership';

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
  /** The two over Istio's defaults, as a replica itself tells it; absent when none does. */
  readonly merged?: Observed<MeshSettings>;
  /** `values.global.network` of the injector: what new proxies get as `ISTIO_META_NETWORK`. */
  readonly injectedNetwork?: string;
}

/** @public */
export interface IstiodReplica {
  readonly pod: string;
  readonly ready: boolean;
  /**
   * Status of each remote cluster as the replica itself tells it, else by metric
   * `istiod_remote_cluster_sync_status` (Istio 1.29 and later).
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
