import type { Step } from '../../model';
import { compareStrings } from '../../model/basics/compareStrings';
import type { StepDraft } from '../step/StepDraft';
import type { Surroundings } from '../step/StepKind';
import { stepKind } from '../steps/stepKinds';

/**
 * Gives every step what it depends on. Trust before discovery: a remote secret waits until trust is
 * verified in every member, else istiod balances into endpoints whose TLS fails. Removal in
 * reverse: roots go when every istiod has forgotten the other cluster, and the entries go before
 * the flags, because proxies keep the last set that they were given.
 */
export function withDependencies(
  steps: readonly StepDraft[],
  gatewayClusters: Surroundings['gatewayClusters'] = cluster => [cluster],
): readonly Step[] {
  return steps.map(step => ({
    ...step,
    dependsOn: steps
      .filter(
        other =>
          other !== step &&
          stepKind(step).dependsOn(
            step,
            {
              step: other,
              role: stepKind(other).role,
              sameCluster: step.cluster === other.cluster,
            },
            { gatewayClusters },
          ),
      )
      .map(({ id }) => id)
      .sort(compareStrings),
  }));
}
