/**
 * Whether a catalog entity stands for a cluster: a Resource of type `kubernetes-cluster`, in any
 * case, as the catalog compares kinds and types. Its name is that of the cluster.
 *
 * @public
 */
export function isClusterEntity(entity: {
  readonly kind: string;
  readonly spec?: { readonly type?: unknown };
}): boolean {
  const { kind, spec } = entity;
  return (
    lowerCase(kind) === 'resource' &&
    lowerCase(spec?.type) === 'kubernetes-cluster'
  );
}

function lowerCase(value: unknown): string | undefined {
  return typeof value === 'string'
    ? value.toLocaleLowerCase('en-US')
    : undefined;
}
