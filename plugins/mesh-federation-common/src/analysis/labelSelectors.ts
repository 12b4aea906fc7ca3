import { assertNever, type LabelSelector } from '../model';

type Labels = Readonly<Record<string, string>>;

/** One condition on labels. */
export type LabelRequirement = LabelSelector['matchExpressions'][number];

/**
 * Whether labels meet every condition; those that exclude values also hold when the key is missing
 * (k8s.io/apimachinery pkg/labels/selector.go Matches).
 */
export function matchesLabels(
  requirements: readonly LabelRequirement[],
  labels: Labels,
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
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
        return assertNever(operator);
    }
  });
}

/**
 * Whether a selector of names and values takes something with these labels; none, or an empty one,
 * takes everything (istio/istio pkg/config/labels SubsetOf).
 */
export function selects(selector: Labels | undefined, labels: Labels): boolean {
  return Object.entries(selector ?? {}).every(
    ([name, value]) => labels[name] === value,
  );
}

/**
 * Whether labels meet all of a selector's requirements; one without any matches everything
 * (k8s.io/apimachinery pkg/apis/meta/v1 LabelSelectorAsSelector).
 */
export function matchesSelector(
  { matchLabels, matchExpressions }: LabelSelector,
  labels: Labels,
): boolean {
  return (
    selects(matchLabels, labels) && matchesLabels(matchExpressions, labels)
  );
}
