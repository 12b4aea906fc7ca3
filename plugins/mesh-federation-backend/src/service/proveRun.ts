import {
  type Plan,
  type Proof,
  verifyPlan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { FederationStore } from '../database/FederationStore';
import type { ObservationService } from '../observation/ObservationService';
import { clustersOfPlan } from './clustersOfPlan';

/**
 * What the worker calls after all steps succeeded: observes the members again, running proxies included, and says for each step and
 * pair whether it holds. Clusters that left are members no more from then on.
 */
export async function proveRun(options: {
  readonly plan: Plan;
  readonly observation: ObservationService;
  readonly federations: Pick<
    FederationStore,
    'getFederation' | 'putFederation'
  >;
  readonly now: () => Date;
}): Promise<Proof> {
  const { plan, observation, federations, now } = options;
  await dropLeavers({ plan, federations, now });
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

async function dropLeavers(options: {
  readonly plan: Plan;
  readonly federations: Pick<
    FederationStore,
    'getFederation' | 'putFederation'
  >;
  readonly now: () => Date;
}): Promise<void> {
  const { plan, federations, now } = options;
  const { request } = plan;
  if (request.kind !== 'leave') {
    return;
  }
  const planned = plan.federation.members;
  const leaving = request.clusters ?? planned;
  const remaining = planned.filter(member => !leaving.includes(member));
  // One cluster alone is no federation: then the plan let all leave.
  const left = remaining.length < 2 ? planned : leaving;
  // The federation may have got new members since the plan: they stay.
  const current = await federations.getFederation(plan.federation.name);
  if (current) {
    await federations.putFederation({
      ...current,
      members: current.members.filter(member => !left.includes(member)),
      updatedAt: now().toISOString(),
    });
  }
}
