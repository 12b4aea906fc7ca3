import { compareStrings } from '../../../model/basics/compareStrings';

/**
 * The control plane by which a cluster is judged: that of revision `default`, else the first by
 * name.
 *
 * @alpha
 */
export function mainRevision<T extends { readonly revision: string }>(
  planes: readonly T[],
): T | undefined {
  const sorted = [...planes].sort((a, b) =>
    compareStrings(a.revision, b.revision),
  );
  return sorted.find(({ revision }) => revision === 'default') ?? sorted[0];
}
