import { ConflictError, InputError } from '@backstage/errors';
import {
  optional,
  type ClusterOverview,
  type Federation,
  type FederationSpec,
  type Finding,
  type MeshFederationSignal,
  type Paged,
  type Plan,
  type PlannedStep,
  type PlanPreviewRequest,
  type PlanRequest,
  type Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { sharingFederations } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { FederationStore } from '../../database/FederationStore';
import type { RunStore } from '../../database/RunStore';
import type { RunWorker } from '../../execution/run/RunWorker';
import type { Judging } from '../judging/threads/Judging';
import type { ObservationService } from '../../observation/ObservationService';
import { callerName } from '../caller/callerName';
import type { CallerOptions } from '../caller/CallerOptions';
import {
  requireFederation,
  requirePlan,
  requireRun,
} from '../federations/requireStored';
import { sincePlan } from '../federations/sincePlan';
import { pageOf } from '../lists/pageOf';
import { readKnowledge } from '../mesh/readKnowledge';
import { clustersOfPlan } from '../runs/clustersOfPlan';
import type { ChangeService } from './ChangeService';
import { checkApproval } from './checks/checkApproval';
import { checkDeletion } from './checks/checkDeletion';
import { checkDoneSteps } from './checks/checkDoneSteps';
import { checkMembers } from './checks/checkMembers';
import { checkRequest } from './checks/checkRequest';
import { makePlan, withFindings, type RenderStep } from './makePlan';
import { newRun } from './newRun';
import { reopenedRun } from './reopenedRun';
import { requireAnotherPerson } from './checks/requireAnotherPerson';
import { requireIdle } from './checks/requireIdle';
import { requireVersion } from './checks/requireVersion';

export interface DefaultChangeServiceOptions {
  readonly observation: ObservationService;
  readonly judging: Judging;
  readonly federations: FederationStore;
  readonly runs: RunStore;
  readonly worker: Pick<RunWorker, 'wake'>;
  readonly renderStep: RenderStep;
  /** Whoever made a plan may not approve it. */
  readonly anotherPerson: boolean;
  /** Tries what a plan writes, without writing it. Never throws. */
  readonly rehearse: (
    steps: readonly PlannedStep[],
  ) => Promise<readonly Finding[]>;
  /** Tells that something changed. Never throws. */
  readonly publish: (signal: MeshFederationSignal) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Decides and stores. Whoever calls has been let in before. */
export class DefaultChangeService implements ChangeService {
  readonly #options: DefaultChangeServiceOptions;

  constructor(options: DefaultChangeServiceOptions) {
    this.#options = options;
  }

  async putFederation(
    name: string,
    spec: FederationSpec,
    caller: CallerOptions,
  ): Promise<Federation> {
    const { federations, runs } = this.#options;
    const existing = await federations.getFederation(name);
    requireVersion(name, spec.version, existing);
    const federation = await this.#wanted(name, spec, existing, caller);
    await requireIdle({ federation, existing, runs });
    await federations.putFederation(federation);
    return federation;
  }

  async deleteFederation(name: string): Promise<void> {
    const { observation, federations } = this.#options;
    const federation = await requireFederation(federations, name);
    // A run that failed may have written since the clusters were observed.
    await observation.observe({ clusters: federation.members });
    checkDeletion({ federation, holdings: await this.#holdings(name) });
    await federations.deleteFederation(federation);
  }

  async createPlan(
    name: string,
    request: PlanRequest,
    caller: CallerOptions,
  ): Promise<Plan> {
    const { federations } = this.#options;
    const federation = await requireFederation(federations, name);
    const plan = await this.#plan(federation, request, caller);
    await federations.savePlan(plan);
    return plan;
  }

  async previewPlan(
    name: string,
    preview: PlanPreviewRequest,
    caller: CallerOptions,
  ): Promise<Plan> {
    const { federations } = this.#options;
    const { members, ...request } = preview;
    if (!members) {
      const federation = await requireFederation(federations, name);
      return this.#plan(federation, request, caller);
    }
    const existing = await federations.getFederation(name);
    const { description, reader } = existing ?? {};
    const spec = { members, ...optional({ description, reader }) };
    const federation = await this.#wanted(name, spec, existing, caller);
    return this.#plan(federation, request, caller);
  }

  async requestApproval(
    planId: string,
    comment: string | undefined,
    caller: CallerOptions,
  ): Promise<Plan> {
    const { federations, publish, now } = this.#options;
    const plan = await requirePlan(federations, planId);
    await this.#checkApproval(plan, plan.digest);
    const asked = await federations.requestApproval(planId, {
      by: callerName(caller.credentials),
      at: now().toISOString(),
      ...optional({ comment }),
    });
    await publish({ type: 'plan', planId });
    return asked;
  }

  async declinePlan(
    planId: string,
    reason: string,
    caller: CallerOptions,
  ): Promise<Plan> {
    const { federations, publish, now } = this.#options;
    const declined = await federations.declinePlan(planId, {
      by: callerName(caller.credentials),
      at: now().toISOString(),
      reason,
    });
    await publish({ type: 'plan', planId });
    return declined;
  }

  async startRun(
    planId: string,
    digest: string,
    caller: CallerOptions,
  ): Promise<Run> {
    const { federations, runs, worker, publish, now, newId } = this.#options;
    const plan = await requirePlan(federations, planId);
    requireAnotherPerson({
      plan,
      user: callerName(caller.credentials),
      wanted: this.#options.anotherPerson,
    });
    await this.#checkApproval(plan, digest);
    const user = callerName(caller.credentials);
    const run = newRun({ plan, id: newId(), user, now: now() });
    await runs.createRun(run, clustersOfPlan(plan));
    worker.wake();
    await publish({ type: 'run', runId: run.id });
    return run;
  }

  async cancelRun(id: string, caller: CallerOptions): Promise<Run> {
    const { runs, worker, publish, now } = this.#options;
    const run = await runs.requestCancel(id);
    await runs.addEvent(id, {
      at: now().toISOString(),
      type: 'cancel-requested',
      message: `${callerName(caller.credentials)} asked to cancel`,
    });
    worker.wake();
    await publish({ type: 'run', runId: id });
    return run;
  }

  async continueRun(id: string, caller: CallerOptions): Promise<Run> {
    const { federations, runs, observation, worker, publish, now } =
      this.#options;
    const run = await requireRun(runs, id);
    if (run.status !== 'failed' && run.status !== 'cancelled') {
      throw new ConflictError(
        `Run ${id} is ${run.status}: only a failed or cancelled run is continued`,
      );
    }
    const plan = await requirePlan(federations, run.planId);
    await this.#checkApproval(plan, run.digest);
    const clusters = clustersOfPlan(plan);
    const observations = await observation.observe({ clusters });
    const states = observations.map(({ state }) => state);
    checkDoneSteps({ run, plan, states, now: now() });
    const reopened = reopenedRun(run, plan);
    await runs.reopenRun(reopened, clusters, {
      at: now().toISOString(),
      type: 'run-continued',
      message: `${callerName(caller.credentials)} continues the run`,
    });
    worker.wake();
    await publish({ type: 'run', runId: id });
    return reopened;
  }

  /** The federation as a spec wants it, which is not stored. */
  async #wanted(
    name: string,
    spec: FederationSpec,
    existing: Federation | undefined,
    caller: CallerOptions,
  ): Promise<Federation> {
    const inventory = await this.#options.observation.inventory();
    const holdings = await this.#holdings(name);
    checkMembers({ name, spec, existing, inventory, holdings });
    const at = this.#options.now().toISOString();
    return {
      name,
      ...optional({ description: spec.description }),
      members: [...new Set(spec.members)].sort(),
      reader: spec.reader ?? 'with-secrets',
      version: (existing?.version ?? 0) + 1,
      createdAt: existing?.createdAt ?? at,
      updatedAt: at,
      updatedBy: callerName(caller.credentials),
    };
  }

  /** Observes the clusters and plans, and stores nothing of it. */
  async #plan(
    federation: Federation,
    request: PlanRequest,
    caller: CallerOptions,
  ): Promise<Plan> {
    const { observation, federations, renderStep, rehearse, now, newId } =
      this.#options;
    checkRequest(federation, request);
    const all = await federations.listFederations();
    const observations = await observation.observe({
      clusters: concernedClusters(federation, all),
      checkAccess: true,
    });
    const made = makePlan({
      federation,
      federations: all,
      inventory: await observation.inventory(),
      request,
      states: observations.map(({ state }) => state),
      renderStep,
      id: newId(),
      createdBy: callerName(caller.credentials),
      now: now(),
    });
    return made.status === 'ready'
      ? withFindings(made, await rehearse(made.steps))
      : made;
  }

  async #holdings(federation: string) {
    const knowledge = await readKnowledge(this.#options);
    return this.#options.judging.ask('holdings', knowledge, { federation });
  }

  /** The checks of a start, which count for the rest of a run as well. */
  async #checkApproval(plan: Plan, digest: string): Promise<void> {
    const { federations, runs } = this.#options;
    const all = await federations.listFederations();
    checkApproval({ plan, digest, ...(await sincePlan(plan, { all, runs })) });
  }

  async observe(request: {
    readonly clusters?: readonly string[];
  }): Promise<Paged<ClusterOverview>> {
    const { observation, publish } = this.#options;
    const { clusters } = request;
    const inventory = await observation.inventory();
    const strange = clusters?.find(
      name => !inventory.clusters.some(cluster => cluster.name === name),
    );
    if (strange !== undefined) {
      throw new InputError(
        `clusters: '${strange}' is not a cluster of the Kubernetes plugin`,
      );
    }
    await observation.observe(clusters && { clusters });
    await publish({ type: 'observation' });
    const knowledge = await readKnowledge(this.#options);
    const all = await this.#options.judging.ask('overviews', knowledge, {});
    return pageOf(
      clusters
        ? all.filter(({ cluster }) => clusters.includes(cluster.name))
        : all,
      {},
    );
  }
}

/**
 * The members, and the members of other federations that they are in: a cluster trusts the roots of
 * all of them.
 */
function concernedClusters(
  federation: Federation,
  all: readonly Federation[],
): readonly string[] {
  const sharing = sharingFederations(federation.members, all);
  const names = [federation, ...sharing].flatMap(({ members }) => members);
  return [...new Set(names)].sort();
}
