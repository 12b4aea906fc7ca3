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
