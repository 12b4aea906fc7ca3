import { trustReport } from '../analysis/clusters/analyzeClusters';
import type { ClusterState, Plan, Proof, StepProof, Timestamp } from '../model';
import { nextSteps } from './nextSteps';
import { proveProxies } from './proveProxies';
import { verifyStep } from './verifyStep';

/**
 * Whether what a plan was to bring about holds in the states observed after its run: a verdict with
 * evidence for each step, and for each ordered pair of the members that remain whether running
 * proxies hold the roots. What was not observed is `unknown`.
 *
 * With the states from before the run, the reason also tells what held already then.
 *
 * @alpha
 */
export function verifyPlan(options: {
  readonly plan: Plan;
  readonly before?: readonly ClusterState[];
  readonly after: readonly ClusterState[];
  readonly now: Timestamp;
}): Proof {
  const { plan, before, after, now } = options;
  const judged = {
    steps: plan.steps.map(({ step }) => {
      const proof = verifyStep(step, after, now);
      const heldBefore =
        before !== undefined &&
        proof.verdict === 'satisfied' &&
        verifyStep(step, before, now).verdict === 'satisfied';
      return heldBefore ? alreadySo(proof) : proof;
    }),
    proxies: proveProxies(remainingMembers(plan), after),
  };
  return {
    at: now,
    ...judged,
    report: trustReport(after, now, [plan.federation]),
    nextSteps: nextSteps(plan, judged, after),
  };
}

function alreadySo(proof: StepProof): StepProof {
  return { ...proof, reason: `${proof.reason} It was so before the run.` };
}

function remainingMembers({ federation, request }: Plan): readonly string[] {
  if (request.kind === 'join') {
    return federation.members;
  }
  const leaving = request.clusters ?? federation.members;
  const remaining = federation.members.filter(
    member => !leaving.includes(member),
  );
  return remaining.length < 2 ? [] : remaining;
}
