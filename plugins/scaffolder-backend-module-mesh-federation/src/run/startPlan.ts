import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  assertNever,
  type MeshFederationApi,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { planStanding } from '../plan/planStanding';
import { oneLine } from '../text/oneLine';

/** How far starting a plan has come. */
export type Started =
  | { readonly state: 'started'; readonly runId: string }
  | { readonly state: 'waiting-for-approval'; readonly asked: string }
  | { readonly state: 'nothing-to-do' };

export interface StartOptions {
  readonly api: MeshFederationApi;
  readonly plan: Plan;
  /** For those who may approve, when whoever started the task may not. */
  readonly comment?: string;
}

/**
 * Approves a plan by its digest, or asks those who may. The backend knows what was done before: a
 * plan that runs already is not started again, and who asked first stays the one who asked. So a
 * task that is tried again needs no memory of its own.
 *
 * @throws ConflictError when the plan will never run.
 */
export async function startPlan(options: StartOptions): Promise<Started> {
  const standing = planStanding(options.plan);
  switch (standing.kind) {
    case 'run':
      return { state: 'started', runId: standing.run.id };
    case 'empty':
      return { state: 'nothing-to-do' };
    case 'dead':
      throw new ConflictError(oneLine(standing.reason));
    case 'open':
      return approveOrAsk(options);
    default:
      return assertNever(standing);
  }
}

async function approveOrAsk(options: StartOptions): Promise<Started> {
  const { api, plan, comment } = options;
  try {
    const { id } = await api.startRun(plan.id, plan.digest);
    return { state: 'started', runId: id };
  } catch (error) {
    if (error instanceof NotAllowedError) {
      return orStartedMeanwhile(options, async () => {
        const asked = await api.requestApproval(plan.id, comment);
        const by = asked.approvalRequest?.by ?? 'somebody';
        return { state: 'waiting-for-approval', asked: by };
      });
    }
    return orStartedMeanwhile(options, async () => {
      throw error;
    });
  }
}

/** Somebody else may have approved the plan between two questions: then it is refused as well. */
async function orStartedMeanwhile(
  { api, plan }: StartOptions,
  next: () => Promise<Started>,
): Promise<Started> {
  try {
    return await next();
  } catch (error) {
    if (error instanceof ConflictError) {
      const standing = planStanding(await api.getPlan(plan.id));
      if (standing.kind === 'run') {
        return { state: 'started', runId: standing.run.id };
      }
    }
    throw error;
  }
}
