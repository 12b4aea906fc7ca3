import { InputError, NotFoundError } from '@backstage/errors';
import {
  createJoinPlan,
  findFederation,
  optional,
  wantedFederation,
  type MeshFederationApi,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Task } from '../connect/Task';
import { requireUnblocked } from '../findings/requireUnblocked';
import { planRequest, type PlanInput } from './planRequest';

/** What would be planned; stores nothing. It may be blocked. */
export async function previewOfPlan(
  api: MeshFederationApi,
  input: PlanInput,
): Promise<Plan> {
  const request = planRequest(input);
  const members = await membersOfPreview(api, input);
  return inWordsOfInput(
    input,
    api.previewPlan(input.federation, { ...request, ...optional({ members }) }),
  );
}

/**
 * The plan of this step of the task: a step that is run again, as after a restart, finds the one
 * that it made before. Where the federation has to be created or changed first, that is done only
 * if the plan will not be blocked, so that nothing is left half done.
 *
 * @throws ConflictError when findings block it; the next try plans anew.
 */
export async function makePlan(options: {
  readonly api: MeshFederationApi;
  readonly task: Pick<Task, 'checkpoint'>;
  readonly input: PlanInput;
}): Promise<Plan> {
  const { api, task, input } = options;
  const { federation, kind = 'join', clusters = [] } = input;
  const request = planRequest(input);
  const create = async () =>
    kind === 'join'
      ? (await createJoinPlan(api, input, request)).plan
      : api.createPlan(federation, request);
  const { planId } = await task.checkpoint({
    key: ['plan', kind, federation, ...clusters].join('.'),
    fn: async () => {
      const plan = await inWordsOfInput(input, create());
      requireUnblocked(plan);
      return { planId: plan.id };
    },
  });
  return api.getPlan(planId);
}

async function membersOfPreview(
  api: MeshFederationApi,
  input: PlanInput,
): Promise<readonly string[] | undefined> {
  if (input.kind === 'leave') return undefined;
  const existing = await findFederation(api, input.federation);
  return wantedFederation(existing, input)?.members;
}

async function inWordsOfInput(
  { federation }: PlanInput,
  plan: Promise<Plan>,
): Promise<Plan> {
  try {
    return await plan;
  } catch (error) {
    if (error instanceof NotFoundError) {
      throw new InputError(
        `federation: there is none called '${federation}'. Correct the name`,
      );
    }
    throw error;
  }
}
