import type {
  Plan,
  Proof,
  RunStep,
  RunSummary,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { OBSERVED_AT } from './anOverview';
import { aPlan } from './aPlan';
import { aTrustReport } from './aTrustReport';

/** A step that has done all its objects. */
export function aDoneStep(planned: Plan['steps'][number]): RunStep {
  return {
    id: planned.step.id,
    title: planned.title,
    status: 'succeeded',
    startedAt: OBSERVED_AT,
    finishedAt: OBSERVED_AT,
    receipts: planned.objects.map(object => ({
      cluster: object.cluster,
      ref: object.ref,
      result: object.operation === 'create' ? 'created' : 'updated',
    })),
  };
}

/** A step that has not begun. */
export function aPendingStep(planned: Plan['steps'][number]): RunStep {
  return {
    id: planned.step.id,
    title: planned.title,
    status: 'pending',
    receipts: [],
  };
}

/** Everything holds after the join of east and west. */
export function aProof(steps: readonly RunStep[]): Proof {
  return {
    at: OBSERVED_AT,
    steps: steps.map(step => ({
      stepId: step.id,
      verdict: 'satisfied',
      reason: 'Seen in the clusters after the run.',
      evidence: [],
    })),
    proxies: [
      {
        from: 'east',
        to: 'west',
        verdict: 'satisfied',
        reason: '3 of 3 inspected proxies of east hold every root of west.',
        inspected: 3,
        holding: 3,
      },
      {
        from: 'west',
        to: 'east',
        verdict: 'unknown',
        reason: 'No running proxy of west was inspected.',
        inspected: 0,
        holding: 0,
      },
    ],
    report: aTrustReport(['east', 'west']),
  };
}

/** A run of `aPlan` that has done one step and waits in the second. */
export function aRun(overrides: Partial<RunWithEvents> = {}): RunWithEvents {
  const plan = aPlan();
  return {
    id: 'run-1',
    planId: plan.id,
    federation: plan.federation.name,
    kind: 'join',
    digest: plan.digest,
    status: 'running',
    approvedBy: 'user:default/guest',
    startedAt: OBSERVED_AT,
    cancelRequested: false,
    steps: plan.steps.map((planned, index) => {
      if (index === 0) return aDoneStep(planned);
      if (index > 1) return aPendingStep(planned);
      return {
        ...aPendingStep(planned),
        status: 'running',
        startedAt: OBSERVED_AT,
        message: 'istiod of west rolls out: 0 of 1 replicas are ready',
      };
    }),
    events: [
      {
        sequence: 1,
        at: OBSERVED_AT,
        type: 'run-started',
        message: 'The run began.',
      },
      {
        sequence: 2,
        at: OBSERVED_AT,
        stepId: 'trust-roots:east',
        type: 'object-written',
        message: 'Created ConfigMap istio-system/mesh-federation in east.',
      },
    ],
    ...overrides,
  };
}

/** The same run at its good end, with proof. */
export function aFinishedRun(
  overrides: Partial<RunWithEvents> = {},
): RunWithEvents {
  const steps = aPlan().steps.map(aDoneStep);
  return aRun({
    status: 'succeeded',
    finishedAt: OBSERVED_AT,
    steps,
    proof: aProof(steps),
    ...overrides,
  });
}

/** A run as a list has it. */
export function aRunSummary(overrides: Partial<RunSummary> = {}): RunSummary {
  const { steps, proof, events, ...run } = aFinishedRun();
  return {
    ...run,
    stepsDone: steps.length,
    stepsTotal: steps.length,
    ...overrides,
  };
}
