/**
 * Whether a catalog entity stands for a cluster: a Resource of type `kubernetes-cluster`. Its name
 * is that of the cluster.
 *
 * @public
 */
export function isClusterEntity(entity: {
  readonly kind: string;
  readonly spec?: { readonly type?: unknown };
}): boolean {
  const { kind, spec } = entity;
  return (
    kind.toLocaleLowerCase('en-US') === 'resource' &&
    spec?.type === 'kubernetes-cluster'
  );
}
