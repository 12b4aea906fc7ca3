import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { FederationStore } from '../../database/FederationStore';
import type { RunStore } from '../../database/RunStore';
import type { CallerOptions } from '../caller/CallerOptions';
import { readEntities } from '../caller/readEntities';
import { readKnowledge, type KnowledgeSources } from '../mesh/readKnowledge';
import type { EntityDirectory } from '../reachability/EntityDirectory';
import { affectedAnswer } from './affectedAnswer';
import type { FederationService } from './FederationService';
import { requireFederation, requirePlan } from './requireStored';

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

  async listFederations() {
    return this.#options.federations.listFederations();
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

  async listPlans(federation: string) {
    await this.getFederation(federation);
    return this.#options.federations.listPlans(federation);
  }

  async getPlan(id: string) {
    return requirePlan(this.#options.federations, id);
  }

  async listRuns(filter: { readonly federation?: string }) {
    return this.#options.runs.listRuns(filter);
  }

  async getRun(id: string) {
    const run = await this.#options.runs.getRun(id);
    if (!run) {
      throw new NotFoundError(`No run ${id}`);
    }
    return { ...run, events: await this.#options.runs.events(id) };
  }
}
