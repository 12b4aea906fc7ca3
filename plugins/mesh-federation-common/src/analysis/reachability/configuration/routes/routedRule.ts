import { ruleFor } from '../clientTls';
import type { ClientGroup } from '../clients/clientGroups';
import type { LegInput } from '../../question/Leg';
import { routedSubset } from './routesFor';

/**
 * Where all requests of a client go to one subset, that subset, and the labels that it asks for.
 */
export function routedRule(
  input: LegInput,
  group: ClientGroup,
): {
  readonly subset: string | undefined;
  readonly labels: Readonly<Record<string, string>> | undefined;
} {
  const subset = routedSubset(input, group);
  const rule = subset === undefined ? undefined : ruleFor(input, group);
  return {
    subset,
    labels:
      rule?.status === 'observed'
        ? rule.value?.subsets.find(({ name }) => name === subset)?.labels
        : undefined,
  };
}
