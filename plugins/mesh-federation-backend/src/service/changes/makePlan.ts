import {
  sortFindings,
  type ClusterState,
  type Federation,
  type Finding,
  type Inventory,
  type Plan,
  type PlanDraft,
  type PlannedStep,
  type PlanRequest,
  type PlanStatus,
  type Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  nameFindings,
  planDigest,
  planIntent,
  planJoin,
  planLeave,
  withFieldChoices,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/** Renders a step into objects and words; `state` is that of the step's cluster. */
export type RenderStep = (
  step: Step,
  state: ClusterState | undefined,
) => PlannedStep;

export interface MakePlanOptions {
  readonly federation: Federation;
  /** All federations: what else a member belongs to counts. */
  readonly federations: readonly Federation[];
  readonly inventory: Inventory;
  readonly request: PlanRequest;
  /** Fresh states of the members, and of the members of other federations that they are in. */
  readonly states: readonly ClusterState[];
  readonly renderStep: RenderStep;
  readonly id: string;
  readonly createdBy: string;
  readonly now: Date;
}

/** The plan for a request. Pure: the same arguments give the same plan. */
export function makePlan(options: MakePlanOptions): Plan {
  const { federation, federations, request, states, renderStep } = options;
  const { id, createdBy } = options;
  const now = options.now.toISOString();
  const draft = draftOf(options, now);
  const rendered = draft.steps.map(step =>
    renderStep(
      step,
      states.find(({ cluster }) => cluster === step.cluster),
    ),
  );
  const steps = withFieldChoices(rendered, request.fields ?? []);
  const intent = planIntent(federation.members, [
    ...federations.filter(({ name }) => name !== federation.name),
    federation,
  ]);
  const findings = sortFindings([...draft.findings, ...nameFindings(steps)]);
  return {
    id,
    federation,
    request,
    status: statusOf(steps, findings),
    createdAt: now,
    createdBy,
    basedOn: states.map(({ cluster, at }) => ({ cluster, at })),
    steps,
    findings,
    intent,
    digest: planDigest({ federation: federation.name, intent, request, steps }),
  };
}

/** A plan with what became known of it after it was made. */
export function withFindings(plan: Plan, more: readonly Finding[]): Plan {
  const findings = sortFindings([...plan.findings, ...more]);
  return { ...plan, findings, status: statusOf(plan.steps, findings) };
}

function draftOf(options: MakePlanOptions, now: string): PlanDraft {
  const { federation, federations, inventory, request, states } = options;
  if (request.kind === 'join') {
    return planJoin({
      federation,
      federations,
      inventory,
      request,
      states,
      now,
    });
  }
  return planLeave({
    federation,
    federations,
    states,
    leaving: request.clusters ?? federation.members,
    keepFlags: request.keepFlags ?? false,
    now,
  });
}

function statusOf(
  steps: readonly PlannedStep[],
  findings: readonly Finding[],
): PlanStatus {
  if (findings.some(({ blocking }) => blocking)) {
    return 'blocked';
  }
  return steps.length === 0 ? 'empty' : 'ready';
}
