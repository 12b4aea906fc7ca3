import type { LabelSelector } from '../../../model';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether istiod looks at a namespace: without selectors at all of them, else at those that one of them matches (istio/istio
 * pkg/kube/namespace/filter.go).
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

/** All of its requirements; one without any matches everything (k8s.io/apimachinery pkg/apis/meta/v1 LabelSelectorAsSelector). */
export function matchesSelector(
  { matchLabels, matchExpressions }: LabelSelector,
  labels: Labels,
): boolean {
  const valueOf = (key: string) =>
    Object.hasOwn(labels, key) ? labels[key] : undefined;
  return (
    Object.entries(matchLabels).every(
      ([key, value]) => valueOf(key) === value,
    ) &&
    matchExpressions.every(({ key, operator, values }) => {
      const value = valueOf(key);
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          throw new Error(`Unexpected operator ${String(operator)}`);
      }
    })
  );
}
