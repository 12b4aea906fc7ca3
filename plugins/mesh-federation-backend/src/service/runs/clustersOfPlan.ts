import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/**
 * The clusters that a run of a plan works on: the members, and wherever else a step writes. Sorted.
 */
export function clustersOfPlan(plan: Plan): readonly string[] {
  const written = plan.steps.map(({ step }) => step.cluster);
  return [...new Set([...plan.federation.members, ...written])].sort();
}
