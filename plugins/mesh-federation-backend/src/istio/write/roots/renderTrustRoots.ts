import {
  assertNever,
  type ClusterState,
  type PlannedStep,
  type StepOf,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { renderCacertsRoots } from './renderCacertsRoots';
import { renderForeignRoots } from './renderForeignRoots';
import { renderOwnRoots } from './renderOwnRoots';

/**
 * Renders the list of foreign roots, into whichever object is the one that counts in this cluster.
 */
export function renderTrustRoots(
  step: StepOf<'trust-roots'>,
  state: ClusterState | undefined,
): PlannedStep {
  switch (step.target.kind) {
    case 'own':
      return renderOwnRoots({ step, target: step.target, state });
    case 'foreign':
      return renderForeignRoots({ step, target: step.target, state });
    case 'cacerts':
      return renderCacertsRoots({ step, target: step.target, state });
    default:
      return assertNever(step.target);
  }
}
