/**
 * Name of a cluster in Backstage's cluster inventory, for example `east`.
 *
 * @public
 */
export type ClusterName = string;

/**
 * Istio's `CLUSTER_ID` of a control plane: the key under which other clusters know it.
 *
 * @public
 */
export type ClusterId = string;

/**
 * SHA-256 of a certificate's DER, 64 lower-case hexadecimal digits. The identity of a root
 * certificate.
 *
 * @public
 */
export type Fingerprint = string;

/**
 * ISO 8601 time in UTC.
 *
 * @public
 */
export type Timestamp = string;

/**
 * A Kubernetes object in one cluster. `namespace` is absent for cluster-scoped objects.
 *
 * @public
 */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/**
 * Field manager of every server-side apply.
 *
 * @public
 */
export const FIELD_MANAGER = 'backstage-mesh-federation';

/**
 * Label that every object made by this plugin carries, and its value.
 *
 * @public
 */
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
/** @public */
export const MANAGED_BY_VALUE = 'backstage-mesh-federation';

/**
 * Label that says to which federation an object belongs; its value is `member`. An object that
 * serves several federations carries one such label for each.
 *
 * @public
 */
export function federationLabel(federation: string): string {
  return `mesh-federation/${federation}`;
}
/** @public */
export const FEDERATION_LABEL_VALUE = 'member';

/**
 * Name of the shared mesh config (`SHARED_MESH_CONFIG`) and of the ConfigMap behind it.
 *
 * @public
 */
export const SHARED_MESH_CONFIG = 'mesh-federation';

/**
 * Name of the ServiceAccount, ClusterRole, Role and bindings that a remote secret's token uses.
 *
 * @public
 */
export const READER_NAME = 'mesh-federation-reader';

/**
 * Name of the east-west gateway that this plugin makes.
 *
 * @public
 */
export const GATEWAY_NAME = 'mesh-federation-eastwest';
