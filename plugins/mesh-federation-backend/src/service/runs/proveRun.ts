import type {
  Plan,
  Proof,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { verifyPlan } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { ObservationService } from '../../observation/ObservationService';
import { clustersOfPlan } from './clustersOfPlan';

/**
 * What the worker calls after all steps succeeded: observes the members again, running proxies
 * included, and says for each step and pair whether it holds.
 */
export async function proveRun(options: {
  readonly plan: Plan;
  readonly observation: ObservationService;
  readonly now: () => Date;
}): Promise<Proof> {
  const { plan, observation, now } = options;
  const observations = await observation.observe({
    clusters: clustersOfPlan(plan),
    inspectProxies: true,
  });
  return verifyPlan({
    plan,
    after: observations.map(({ state }) => state),
    now: now().toISOString(),
  });
}
