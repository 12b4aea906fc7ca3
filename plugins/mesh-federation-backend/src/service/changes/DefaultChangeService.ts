import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  ClusterOverview,
  EntityMesh,
  EntityReachability,
  Federation,
  FederationSpec,
  Finding,
  MeshFederationSignal,
  Plan,
  PlanRequest,
  PlanSummary,
  ReachabilityFilter,
  Run,
  RunSummary,
  RunWithEvents,
  ServiceReachabilityAnswer,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ServiceName } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { FederationStore } from '../../database/FederationStore';
import type { RunStore } from '../../database/RunStore';
import type { RunWorker } from '../../execution/run/RunWorker';
import type { ObservationService } from '../../observation/ObservationService';
import { callerName } from '../caller/callerName';
import { checkApproval } from './checkApproval';
import { checkMembers } from './checkMembers';
import { checkReachabilityFilter } from '../reachability/checkReachabilityFilter';
import { clustersOfPlan } from '../runs/clustersOfPlan';
import { entityAnswer } from '../reachability/entityAnswer';
import type { EntityDirectory } from '../reachability/EntityDirectory';
import type {
  CallerOptions,
  FederationService,
} from '../federations/FederationService';
import { makePlan, type RenderStep } from './makePlan';
import {
  entityMesh,
  findings,
  overviews,
  trustReport,
} from '../mesh/meshViews';
import { newRun } from './newRun';
import { keepReachabilityAnswers } from '../reachability/ReachabilityAnswers';
import { readEntities } from '../caller/readEntities';
import { serviceAnswer } from '../reachability/serviceAnswer';

export interface DefaultFederationServiceOptions {
  readonly observation: ObservationService;
  readonly federations: FederationStore;
  readonly runs: RunStore;
  readonly worker: Pick<RunWorker, 'wake'>;
  readonly catalog: Pick<
    CatalogService,
    'getEntityByRef' | 'getEntitiesByRefs'
  >;
  readonly directory: EntityDirectory;
  readonly renderStep: RenderStep;
  /** Tells that something changed. Never throws. */
  readonly publish: (signal: MeshFederationSignal) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Decides and stores. Whoever calls has been let in before. */
export class DefaultFederationService implements FederationService {
  readonly #options: DefaultFederationServiceOptions;
  readonly #reachability = keepReachabilityAnswers();

  constructor(options: DefaultFederationServiceOptions) {
    this.#options = options;
  }

  async listClusters(): Promise<readonly ClusterOverview[]> {
    return overviews(await this.#latest());
  }

  async getTrust(): Promise<TrustReport> {
    return trustReport(await this.#latest());
  }

  async listFindings(): Promise<readonly Finding[]> {
    return findings(await this.#latest());
  }

  async listFederations(): Promise<readonly Federation[]> {
    return this.#options.federations.listFederations();
  }

  async getFederation(name: string): Promise<Federation> {
    const federation = await this.#options.federations.getFederation(name);
    if (!federation) {
      throw new NotFoundError(`No federation ${name}`);
    }
    return federation;
  }

  async putFederation(
    name: string,
    spec: FederationSpec,
    caller: CallerOptions,
  ): Promise<Federation> {
    const { federations, now } = this.#options;
    const existing = await federations.getFederation(name);
    const { inventory, observations } = await this.#latest();
    checkMembers({ name, spec, existing, inventory, observations });
    const at = now().toISOString();
    const federation: Federation = {
      name,
      ...(spec.description !== undefined && { description: spec.description }),
      members: [...new Set(spec.members)].sort(),
      reader: spec.reader ?? 'with-secrets',
      createdAt: existing?.createdAt ?? at,
      updatedAt: at,
      updatedBy: callerName(caller.credentials),
    };
    await federations.putFederation(federation);
    return federation;
  }

  async listPlans(federation: string): Promise<readonly PlanSummary[]> {
    await this.getFederation(federation);
    return this.#options.federations.listPlans(federation);
  }

  async createPlan(
    name: string,
    request: PlanRequest,
    caller: CallerOptions,
  ): Promise<Plan> {
    const { observation, federations, renderStep, now, newId } = this.#options;
    const federation = await this.getFederation(name);
    checkRequest(federation, request);
    const all = await federations.listFederations();
    const observations = await observation.observe({
      clusters: concernedClusters(federation, all),
      checkAccess: true,
    });
    const plan = makePlan({
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
    await federations.savePlan(plan);
    return plan;
  }

  async getPlan(id: string): Promise<Plan> {
    const plan = await this.#options.federations.getPlan(id);
    if (!plan) {
      throw new NotFoundError(`No plan ${id}`);
    }
    return plan;
  }

  async startRun(
    planId: string,
    digest: string,
    caller: CallerOptions,
  ): Promise<Run> {
    const { federations, runs, worker, publish, now, newId } = this.#options;
    const plan = await this.getPlan(planId);
    const federation = plan.federation.name;
    checkApproval({
      plan,
      digest,
      plans: await federations.listPlans(federation),
      runs: await runs.listRuns({ federation }),
    });
    const approvedBy = callerName(caller.credentials);
    const run = newRun({ plan, id: newId(), approvedBy, now: now() });
    await runs.createRun(run, clustersOfPlan(plan));
    worker.wake();
    await publish({ type: 'run', runId: run.id });
    return run;
  }

  async listRuns(filter: {
    readonly federation?: string;
  }): Promise<readonly RunSummary[]> {
    return this.#options.runs.listRuns(filter);
  }

  async getRun(id: string): Promise<RunWithEvents> {
    const run = await this.#options.runs.getRun(id);
    if (!run) {
      throw new NotFoundError(`No run ${id}`);
    }
    return { ...run, events: await this.#options.runs.events(id) };
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

  async observe(request: {
    readonly clusters?: readonly string[];
  }): Promise<readonly ClusterOverview[]> {
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
    const all = await this.listClusters();
    return clusters
      ? all.filter(({ cluster }) => clusters.includes(cluster.name))
      : all;
  }

  async getEntityMesh(
    ref: Parameters<FederationService['getEntityMesh']>[0],
    caller: CallerOptions,
  ): Promise<EntityMesh> {
    const entity = await this.#entity(ref, caller);
    return entityMesh({ entity, ...(await this.#latest()) });
  }

  async getEntityReachability(
    ref: Parameters<FederationService['getEntityReachability']>[0],
    filter: ReachabilityFilter,
    caller: CallerOptions,
  ): Promise<EntityReachability> {
    const { catalog, directory } = this.#options;
    const [entity, knowledge, snapshot] = await Promise.all([
      this.#entity(ref, caller),
      this.#latest(),
      directory.read(),
    ]);
    const answers = this.#reachability(knowledge);
    checkReachabilityFilter(filter, answers.context.clusters);
    return entityAnswer({
      knowledge,
      answers,
      snapshot,
      entity,
      filter,
      readEntities: refs => readEntities({ catalog, refs, caller }),
    });
  }

  async getServiceReachability(
    service: ServiceName,
    filter: ReachabilityFilter,
  ): Promise<ServiceReachabilityAnswer> {
    const knowledge = await this.#latest();
    const answers = this.#reachability(knowledge);
    checkReachabilityFilter(filter, answers.context.clusters);
    return serviceAnswer({ knowledge, answers, service, filter });
  }

  /** As the caller sees it. */
  async #entity(
    ref: CompoundEntityRef,
    { credentials }: CallerOptions,
  ): Promise<Entity> {
    const entity = await this.#options.catalog.getEntityByRef(ref, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(`No entity ${stringifyEntityRef(ref)}`);
    }
    return entity;
  }

  async #latest() {
    const { observation, now } = this.#options;
    const [inventory, observations, federations] = await Promise.all([
      observation.inventory(),
      observation.latest(),
      this.#options.federations.listFederations(),
    ]);
    return { inventory, observations, federations, now: now().toISOString() };
  }
}

/** The members, and the members of other federations that they are in: a cluster trusts the roots of all of them. */
function concernedClusters(
  federation: Federation,
  all: readonly Federation[],
): readonly string[] {
  const sharing = all.filter(({ members }) =>
    members.some(member => federation.members.includes(member)),
  );
  const names = [federation, ...sharing].flatMap(({ members }) => members);
  return [...new Set(names)].sort();
}

/** What a request may ask of a federation as it is now. */
function checkRequest(federation: Federation, request: PlanRequest): void {
  const { name, members } = federation;
  if (request.kind === 'join' && members.length < 2) {
    throw new ConflictError(
      `Federation ${name} has fewer than two members: add members before a join`,
    );
  }
  if (request.kind === 'leave') {
    const strange = request.clusters?.find(
      cluster => !members.includes(cluster),
    );
    if (strange !== undefined) {
      throw new InputError(
        `clusters: '${strange}' is not a member of federation ${name}`,
      );
    }
  }
}
