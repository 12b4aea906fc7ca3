import {
  sameObject,
  type FieldChoice,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What other findings of a plan offer that says the same of other objects. */
export function alikeChoices(
  plan: Pick<Plan, 'findings'>,
  chosen: FieldChoice,
): readonly FieldChoice[] {
  return plan.findings
    .flatMap(({ choices = [] }) => choices)
    .filter(
      ({ choice, cluster, object }) =>
        choice === chosen.choice &&
        !(cluster === chosen.cluster && sameObject(object, chosen.object)),
    );
}
