import type { LabelSelector } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { at, enumOf, listOf, stringsOf, textOf, textsOf } from './json';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** Kubernetes' label selector. Throws for an operator that Kubernetes does not have. */
export function decodeLabelSelector(
  selector: unknown,
  where: string,
): LabelSelector {
  return {
    matchLabels: stringsOf(at(selector, 'matchLabels')),
    matchExpressions: listOf(at(selector, 'matchExpressions')).map(entry => ({
      key: textOf(at(entry, 'key')) ?? '',
      operator: enumOf(at(entry, 'operator'), OPERATORS, `${where}: operator`),
      values: textsOf(at(entry, 'values')),
    })),
  };
}
