import type { ClusterName } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Manifest } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { UnknownReason } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** A Kubernetes object as JSON. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly controller?: boolean;
    }[];
    readonly managedFields?: readonly {
      readonly manager?: string;
      readonly operation?: string;
      readonly subresource?: string;
      readonly fieldsV1?: Readonly<Record<string, unknown>>;
    }[];
  };
  readonly [field: string]: unknown;
}

/**
 * How a call by an upgrade to WebSocket can fail, besides what every call can: the upgrade was
 * refused although the right is there, or the answer ended in the middle or was longer than is
 * read.
 */
export type UpgradeFailure = 'no-upgrade' | 'cut-off' | 'too-long';

/**
 * How a call failed. An answer of Kubernetes (`Status`) and a failure on the way to it are told
 * apart. Never carries a credential.
 */
export interface ClusterError {
  readonly reason: UnknownReason;
  /** HTTP status of the API server; absent when it did not answer. */
  readonly status?: number;
  /** For a 409: names of the field managers that own what we wanted to write. */
  readonly conflictingManagers?: readonly string[];
  /** For the same: the fields, as Kubernetes writes their paths: `.data.mesh`. */
  readonly conflictingFields?: readonly string[];
  readonly conflict?: 'field-manager' | 'resource-version' | 'already-exists';
  readonly upgrade?: UpgradeFailure;
}

/** Expected failures are values: one dead cluster is not an exception. */
export type ClusterResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ClusterError };

/** A kind of object: `plural` as in the URL. `group` is empty for the core group. */
export interface ResourceKind {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
}

export interface ObjectAddress extends ResourceKind {
  readonly namespace?: string;
  readonly name: string;
}

export interface CallOptions {
  /** Whole call, milliseconds. Default from configuration. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * One cluster's API server, through Backstage's Kubernetes proxy with the plugin's own credentials.
 * Callers have checked the user's permission before. Every call has a deadline; concurrency is
 * bounded for each cluster and over all.
 */
export interface ClusterClient {
  readonly cluster: ClusterName;
  get(
    address: ObjectAddress,
    options?: CallOptions,
  ): Promise<ClusterResult<KubernetesObject | undefined>>;
  /** All pages. */
  list(
    kind: ResourceKind & {
      readonly namespace?: string;
      readonly labelSelector?: string;
      readonly fieldSelector?: string;
    },
    options?: CallOptions,
  ): Promise<ClusterResult<readonly KubernetesObject[]>>;
  /**
   * Server-side apply as `backstage-mesh-federation`. Forced, which takes fields over from whoever
   * owns them, only where somebody has agreed to that. With `metadata.resourceVersion`
   * in the manifest the server refuses when the object has moved; with `metadata.uid`, when it is
   * gone as well.
   */
  apply(
    address: ObjectAddress,
    manifest: Manifest,
    options?: CallOptions & {
      readonly dryRun?: boolean;
      readonly force?: boolean;
    },
  ): Promise<ClusterResult<KubernetesObject>>;
  /** JSON merge patch; put `metadata.resourceVersion` into it to make it conditional. */
  mergePatch(
    address: ObjectAddress,
    patch: Manifest,
    options?: CallOptions,
  ): Promise<ClusterResult<KubernetesObject>>;
  /** Creates without server-side apply: for reviews and token requests (`subresource: 'token'`). */
  create(
    address: Omit<ObjectAddress, 'name'> & {
      readonly name?: string;
      readonly subresource?: string;
    },
    body: Manifest,
    options?: CallOptions,
  ): Promise<ClusterResult<KubernetesObject>>;
  /** `absent` when there was nothing to delete. */
  remove(
    address: ObjectAddress,
    options?: CallOptions & { readonly resourceVersion?: string },
  ): Promise<ClusterResult<'deleted' | 'absent'>>;
  /**
   * GET of a raw path such as `/version` or `/api/v1/namespaces/x/pods/y:15014/proxy/metrics`, as
   * text.
   */
  getText(path: string, options?: CallOptions): Promise<ClusterResult<string>>;
}

/** Makes one client for each cluster name. */
export interface ClusterClients {
  forCluster(cluster: ClusterName): ClusterClient;
}
