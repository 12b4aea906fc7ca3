import type { CompoundEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  ReachabilityFilter,
  ServiceName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { CallerOptions } from '../caller/CallerOptions';
import { readEntities } from '../caller/readEntities';
import { readEntity } from '../caller/readEntity';
import { readKnowledge, type KnowledgeSources } from '../mesh/readKnowledge';
import { checkReachabilityFilter } from './checkReachabilityFilter';
import { entityAnswer } from './entityAnswer';
import type { EntityDirectory } from './EntityDirectory';
import { keepReachabilityAnswers } from './ReachabilityAnswers';
import type { ReachabilityService } from './ReachabilityService';
import { serviceAnswer } from './serviceAnswer';

export interface DefaultReachabilityServiceOptions extends KnowledgeSources {
  readonly catalog: Pick<
    CatalogService,
    'getEntityByRef' | 'getEntitiesByRefs'
  >;
  readonly directory: EntityDirectory;
}

/**
 * Answers from what is known, and keeps what was worked out. Whoever calls has been let in before.
 */
export class DefaultReachabilityService implements ReachabilityService {
  readonly #options: DefaultReachabilityServiceOptions;
  readonly #answers = keepReachabilityAnswers();

  constructor(options: DefaultReachabilityServiceOptions) {
    this.#options = options;
  }

  async getEntityReachability(
    ref: CompoundEntityRef,
    filter: ReachabilityFilter,
    caller: CallerOptions,
  ) {
    const { catalog, directory } = this.#options;
    const [entity, knowledge, snapshot] = await Promise.all([
      readEntity(catalog, ref, caller),
      readKnowledge(this.#options),
      directory.read(),
    ]);
    const answers = this.#answers(knowledge);
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
  ) {
    const knowledge = await readKnowledge(this.#options);
    const answers = this.#answers(knowledge);
    checkReachabilityFilter(filter, answers.context.clusters);
    return serviceAnswer({ knowledge, answers, service, filter });
  }
}
