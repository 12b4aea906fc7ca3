import {
  planDigest,
  planJoin,
  planLeave,
  type ClusterState,
  type Federation,
  type Plan,
  type PlanDraft,
  type PlannedStep,
  type PlanRequest,
  type PlanStatus,
  type Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Renders a step into objects and words; `state` is that of the step's cluster. */
export type RenderStep = (
  step: Step,
  state: ClusterState | undefined,
) => PlannedStep;

/** The plan for a request from fresh states of the members. Pure: the same arguments give the same plan. */
export function makePlan(options: {
  readonly federation: Federation;
  readonly request: PlanRequest;
  readonly states: readonly ClusterState[];
  readonly renderStep: RenderStep;
  readonly id: string;
  readonly createdBy: string;
  readonly now: Date;
}): Plan {
  const { federation, request, states, renderStep, id, createdBy } = options;
  const now = options.now.toISOString();
  const draft =
    request.kind === 'join'
      ? planJoin({ federation, request, states, now })
      : planLeave({ federation, request, states, now });
  const steps = draft.steps.map(step =>
    renderStep(
      step,
      states.find(({ cluster }) => cluster === step.cluster),
    ),
  );
  return {
    id,
    federation,
    request,
    status: statusOf(draft),
    createdAt: now,
    createdBy,
    basedOn: states.map(({ cluster, at }) => ({ cluster, at })),
    steps,
    findings: draft.findings,
    digest: planDigest({ federation: federation.name, request, steps }),
  };
}

function statusOf(draft: PlanDraft): PlanStatus {
  if (draft.findings.some(({ blocking }) => blocking)) {
    return 'blocked';
  }
  return draft.steps.length === 0 ? 'empty' : 'ready';
}
