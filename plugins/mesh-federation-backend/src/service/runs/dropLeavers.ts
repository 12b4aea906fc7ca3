import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { FederationStore } from '../../database/FederationStore';

/**
 * What the worker calls after all steps of a leave succeeded: the clusters that left are members
 * no more, whatever the proof says or whether there is one. Does nothing for a join. Safe to
 * repeat.
 */
export async function dropLeavers(options: {
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
  const drop = async () => {
    const current = await federations.getFederation(plan.federation.name);
    if (current?.members.some(member => left.includes(member))) {
      await federations.putFederation({
        ...current,
        members: current.members.filter(member => !left.includes(member)),
        version: current.version + 1,
        updatedAt: now().toISOString(),
      });
    }
  };
  // Whoever changed the federation between reading and writing has not brought the leavers back.
  await drop().catch(drop);
}
