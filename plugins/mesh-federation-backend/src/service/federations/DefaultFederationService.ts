import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  optional,
  type Federation,
  type PageRequest,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { FederationStore } from '../../database/FederationStore';
import type { RunStore } from '../../database/RunStore';
import type { CallerOptions } from '../caller/CallerOptions';
import { readEntities } from '../caller/readEntities';
import { readKnowledge, type KnowledgeSources } from '../mesh/readKnowledge';
import type { EntityDirectory } from '../reachability/EntityDirectory';
import { affectedAnswer } from './affectedAnswer';
import type { FederationService } from './FederationService';
import { isOutdated } from './sincePlan';
import { pageOf } from '../lists/pageOf';
import { requireFederation, requirePlan, requireRun } from './requireStored';

/** Events that come with a run. The earlier ones are a list of their own. */
const EVENTS_SHOWN = 200;

export interface DefaultFederationServiceOptions extends KnowledgeSources {
  readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly directory: EntityDirectory;
  readonly federations: FederationStore;
  readonly runs: RunStore;
}

/** Reads what is stored. Whoever calls has been let in before. */
export class DefaultFederationService implements FederationService {
  readonly #options: DefaultFederationServiceOptions;

  constructor(options: DefaultFederationServiceOptions) {
    this.#options = options;
  }

  async listFederations(page: PageRequest) {
    return pageOf(await this.#options.federations.listFederations(), page);
  }

  async getFederation(name: string) {
    return requireFederation(this.#options.federations, name);
  }

  async getAffected(name: string, caller: CallerOptions) {
    const { catalog, directory, judging } = this.#options;
    const [federation, knowledge, snapshot] = await Promise.all([
      this.getFederation(name),
      readKnowledge(this.#options),
      directory.read(),
    ]);
    return affectedAnswer({
      judging,
      federation,
      knowledge,
      snapshot,
      readEntities: refs => readEntities({ catalog, refs, caller }),
    });
  }

  async listPlans(federation: string, page: PageRequest) {
    const { federations, runs } = this.#options;
    await this.getFederation(federation);
    const { items, ...rest } = await federations.listPlans(federation, page);
    const newest = await runs.newestOfPlans(items.map(({ id }) => id));
    const all = await federations.listFederations();
    return {
      items: await Promise.all(
        items.map(async plan => {
          const run = newest.get(plan.id);
          const whole =
            run === undefined && plan.status === 'ready'
              ? await federations.getPlan(plan.id)
              : undefined;
          return { ...plan, ...(await this.#standing(whole, run, all)) };
        }),
      ),
      ...rest,
    };
  }

  async getPlan(id: string) {
    const { federations, runs } = this.#options;
    const plan = await requirePlan(federations, id);
    const newest = await runs.newestOfPlans([id]);
    const all = await federations.listFederations();
    return { ...plan, ...(await this.#standing(plan, newest.get(id), all)) };
  }

  /** How it stands with a plan now: what is told with it, and is no part of it. */
  async #standing(
    plan: Plan | undefined,
    run: Plan['run'],
    all: readonly Federation[],
  ): Promise<Pick<Plan, 'run' | 'outdated'>> {
    if (run !== undefined || plan?.status !== 'ready') {
      return optional({ run });
    }
    const { runs } = this.#options;
    return (await isOutdated(plan, { all, runs })) ? { outdated: true } : {};
  }

  async listRuns({
    federation,
    ...page
  }: PageRequest & { readonly federation?: string }) {
    return this.#options.runs.listRuns(optional({ federation }), page);
  }

  async getRun(id: string) {
    const { runs } = this.#options;
    const run = await requireRun(runs, id);
    const { items, nextCursor } = await runs.events(id, {
      limit: EVENTS_SHOWN,
    });
    return {
      ...run,
      events: [...items].reverse(),
      ...optional({ earlierEvents: nextCursor }),
    };
  }

  async listRunEvents(id: string, page: PageRequest) {
    const { runs } = this.#options;
    await requireRun(runs, id);
    return runs.events(id, page);
  }
}
