import type { LabelSelector } from '../../../../model';
import { matchesSelector } from '../../../labelSelectors';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether istiod looks at a namespace: without selectors at all of them, else at those that one of
 * them matches (istio/istio pkg/kube/namespace/filter.go).
 */
export function selectsNamespace(
  selectors: readonly LabelSelector[],
  labels: Labels,
): boolean {
  return (
    selectors.length === 0 ||
    selectors.some(selector => matchesSelector(selector, labels))
  );
}
