import {
  type Plan,
  type Proof,
  verifyPlan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { FederationStore } from '../database/FederationStore';
import type { ObservationService } from '../observation/ObservationService';

/**
 * What the worker calls after all steps succeeded: observes the members again, running proxies included, and says for each step and
 * pair whether it holds. Clusters that left are members no more from then on.
 */
export async function proveRun(options: {
  readonly plan: Plan;
  readonly observation: ObservationService;
  readonly federations: FederationStore;
  readonly now: () => Date;
}): Promise<Proof> {
  const { plan, observation, federations, now } = options;
  await dropLeavers({ plan, federations, now });
  const observations = await observation.observe({
    clusters: plan.federation.members,
    inspectProxies: true,
  });
  return verifyPlan({
    plan,
    states: observations.map(({ state }) => state),
    now: now().toISOString(),
  });
}

async function dropLeavers(options: {
  readonly plan: Plan;
  readonly federations: FederationStore;
  readonly now: () => Date;
}): Promise<void> {
  const { plan, federations, now } = options;
  const { request } = plan;
  if (request.kind !== 'leave') {
    return;
  }
  const leavers = request.clusters ?? plan.federation.members;
  // The federation may have got new members since the plan: they stay.
  const current = await federations.getFederation(plan.federation.name);
  if (current) {
    await federations.putFederation({
      ...current,
      members: current.members.filter(member => !leavers.includes(member)),
      updatedAt: now().toISOString(),
    });
  }
}
